"""Text: from a brief, an outline or a finished script to the words of each scene.

A *brief* says what a film is to be about; a *script* is the words themselves, and is taken verbatim.  A
*drafter* turns a brief and a plan into a draft; the offline one needs no network, is deterministic, and
uses the user's own sentences wherever there are any.  What it adds never states a fact: it asks, invites,
points and joins.

It tells a film in six forms (explainer, listicle, comparison, story-time, tutorial, product-showcase), each
with an order, a hook, a close and joints of its own, and in six languages (English, German, French, Spanish,
Italian, Dutch); in any other it arranges the user's words and adds next to none.
"""
