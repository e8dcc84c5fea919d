"""The wizard: pages for people, rendered on the server over the same services as the API.

Where to look: ``site`` puts the pages together; ``rendering`` makes an answer of a template and decides what
every page carries; ``shell`` gathers what stands around every list; ``studio`` what stands around one
project; ``saving`` takes in what is typed.  Each page is a file of routes, three lines each, beside a file
of view models, which know no web; ``html`` and ``static`` hold what the browser gets.

Rules: no inline script, no inline style, nothing from another host; a user's text is only ever text; a page
reads, a form changes; htmx gets from an address what a browser without it would get, or a named piece.
"""
