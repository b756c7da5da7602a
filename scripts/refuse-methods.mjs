// Next takes every method that Node can read and answers 500 to those that the web's own Request doesn't know, TRACE first of all. Loaded
// before Next, in its own process.
import { Server } from 'node:http';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const { emit } = Server.prototype;
Server.prototype.emit = function (event, request, ...rest) {
  if (event !== 'request' || methods.includes(request.method))
    return emit.call(this, event, request, ...rest);
  const [answer] = rest;
  answer.writeHead(405, {
    allow: methods.join(', '),
    'content-length': 0,
    'x-content-type-options': 'nosniff',
  });
  answer.end();
  return true;
};
