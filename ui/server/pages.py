"""The few pages that a browser sees which is not in: plain HTML, with nothing from anywhere."""

from __future__ import annotations

from html import escape

from compare.report.palette import DARK, LIGHT

_STYLE = f"""
:root {{ color-scheme: light dark }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark({LIGHT.page}, {DARK.page}); color: light-dark({LIGHT.text}, {DARK.text});
  font: 16px/1.5 system-ui, sans-serif }}
main {{ max-width: 34rem; padding: 1.5rem }}
h1 {{ font-size: 1.4rem; margin: 0 0 .75rem }}
label {{ display: block; margin: 1rem 0 .25rem }}
input, button {{ font: inherit; padding: .5rem .75rem; border-radius: 6px;
  border: 1px solid light-dark({LIGHT.quiet}, {DARK.quiet}); background: light-dark({LIGHT.card},
  {DARK.card}); color: inherit; box-sizing: border-box }}
input {{ width: 100% }}
button {{ margin-top: .75rem; cursor: pointer }}
a {{ color: light-dark({LIGHT.accent}, {DARK.accent}) }}
:focus-visible {{ outline: 2px solid light-dark({LIGHT.accent}, {DARK.accent});
  outline-offset: 2px }}
"""


def locked(target: str, login: str, message: str = "") -> str:
    """The page for a browser that is not in.

    Args:
        target: path and query that it asked for.
        login: where the password is sent; empty where there is none.
        message: what went wrong with the last try.
    """
    parts = [f'<p role="alert"><strong>{escape(message)}</strong></p>'] if message else []
    if login:
        parts.append(
            f'<form method="post" action="{escape(login)}">'
            f'<input type="hidden" name="next" value="{escape(target)}">'
            '<label for="password">Password</label>'
            '<input id="password" name="password" type="password" required autofocus '
            'autocomplete="current-password"><button>Open the dashboard</button></form>'
        )
    else:
        parts.append(
            "<p>Open the address that the command <code>readouts dashboard</code> printed in its "
            "terminal. It lets one browser in, once; after that the terminal shows the next.</p>"
        )
    parts.append(
        "<p>If this browser is in already and you came by a link on another page: "
        f'<a href="{escape(target)}">go on to what it shows</a>.</p>'
    )
    return _page("This dashboard belongs to who started it", "".join(parts))


def refused(reason: str) -> str:
    """The page for a request under a name that is not one of the dashboard's."""
    return _page("Not answered", f"<p>{escape(reason)}</p>")


def opened(target: str) -> str:
    """The page that takes a browser on, once it has its cookie.

    The browser goes on by itself: a redirect would count as sent by whoever opened the address,
    and the cookie, which goes to pages of the dashboard only, would not go along.
    """
    head = f'<meta http-equiv="refresh" content="0;url={escape(target)}">'
    return _page("Opening …", f'<p><a href="{escape(target)}">Go on</a></p>', head)


def redirecting(address: str) -> str:
    """A file that takes the browser of this machine's user to the address that opens once."""
    head = f'<meta http-equiv="refresh" content="0;url={escape(address)}">'
    return _page("Opening …", f'<p><a href="{escape(address)}">Go on</a></p>', head)


def _page(title: str, body: str, head: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{head}<title>Readouts</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
