/** What a new campaign holds until somebody writes something else: a greeting, three links and the way out. */
export const firstHtml = `<h1>New in the shop</h1>
<p>Hello @FIRSTNAME@,</p>
<p>the new season is here. Have a look at what changed:</p>
<ul>
  <li><a href="https://www.northwind.example/tents">Tents for two</a></li>
  <li><a href="https://www.northwind.example/boots">Boots that last</a></li>
  <li><a href="https://www.northwind.example/stories">Stories from outside</a></li>
</ul>
<p>See you outdoors</p>
<p><small>You get this because you signed up. <a href="http://$UNSUB$">Unsubscribe</a></small></p>
`;

export const firstPlain = `Hello @FIRSTNAME@,

the new season is here. Have a look at what changed:

Tents for two: https://www.northwind.example/tents
Boots that last: https://www.northwind.example/boots
Stories from outside: https://www.northwind.example/stories

See you outdoors

Unsubscribe: http://$UNSUB$
`;
