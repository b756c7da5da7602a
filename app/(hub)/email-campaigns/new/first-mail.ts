/** What a mail begins with: the least that Dotdigital takes, both parts with the way out. */
export const firstHtml = `<!doctype html>
<html>
  <body>
    <p>Hello @FIRSTNAME@,</p>
    <p></p>
    <p><a href="http://$UNSUB$">Unsubscribe</a></p>
  </body>
</html>`;

export const firstPlainText = `Hello @FIRSTNAME@,


Unsubscribe: http://$UNSUB$`;
