// Next takes X-Forwarded-For from whoever sends it and hands the connection itself to nobody: lib/client-address.ts finds it here. Loaded
// before Next, in its own process.
import { randomBytes } from 'node:crypto';
import { Server } from 'node:http';

const header = `x-peer-${randomBytes(16).toString('hex')}`;
globalThis.dotbridgePeerHeader = header;
const { emit } = Server.prototype;
Server.prototype.emit = function (event, request, ...rest) {
  if (event === 'request' && request?.socket?.remoteAddress)
    request.headers[header] = request.socket.remoteAddress;
  return emit.call(this, event, request, ...rest);
};
