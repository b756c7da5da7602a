/** Said to programs in their own way, before the pages' own word for it would send them to sign in. */
function nothingHere(): Response {
  return Response.json({ code: 'not_found', message: 'Nothing lives at this address.' }, { status: 404 });
}

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
