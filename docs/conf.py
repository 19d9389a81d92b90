"""How the documentation is built: ``make docs`` writes it to docs/_build, strictly and offline."""

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from compare.version import __version__

project = "Readouts"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"Readouts {release}"
autodoc_typehints = "description"
autodoc_member_order = "bysource"
# Arrows in drawings of text are no program.
highlight_language = "text"
# Links to files of the repository beside docs/; tests/project/test_docs.py holds that they lead
# somewhere.
suppress_warnings = ["myst.xref_missing"]


def setup(app: Sphinx) -> None:
    """Show the rooms of the architecture as plain text."""
    app.add_lexer("rooms", TextLexer)
