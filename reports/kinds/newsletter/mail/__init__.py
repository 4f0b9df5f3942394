"""A newsletter as mail: HTML, plain text, a draft message, and what each platform is handed.

The mail says what the page says in another medium. ``web.html`` and the PDF are the accessible page;
``email.html`` is made by MJML. Only our own styles are written into the elements: MJML's style sheets are
put by meanwhile, or the mail would grow by half. Charts are drawn at 100 mm, so that the same picture can
be read on a phone and at a desk.

No token stands in a draft. It greets the default name. A platform's tokens are put in when its pack is
made, from an adapter of ten lines; the checks then take the pack's tokens away and look for what is left.

A message is read back before it is kept, and its headers must be exactly those meant. Characters that hide,
and encoded words typed by hand, are refused where they are written and again where the header is made.
"""
