"""A finished page is read as a browser reads it; whatever in it acts, or fetches from elsewhere, is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.harmless.page import find_active

PAGE = (
    "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>x</title></head>\n<body>\n{}\n</body></html>"
)


def lines(inner: str) -> set[int]:
    return {active.line for active in find_active(PAGE.format(inner))}


ACTIVE = [
    "<script>alert(1)</script>",
    "<script src=https://e.org/x.js></script>",
    "<ScRiPt/x>alert(1)</sCrIpT>",
    "<p onclick='x()'>x</p>",
    "<img src=x.png alt=x onerror=alert(1)>",
    "<img/src='x.png'/onerror=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<svg><title><!--</title></svg><script>alert(1)</script>-->",
    "<![CDATA[x><script>alert(1)</script>]]>",
    "<details ontoggle=x() open>",
    "<form action=https://e.org/><input></form>",
    "<button formaction=https://e.org/>x</button>",
    "<iframe src=https://e.org/></iframe>",
    "<iframe srcdoc='<script>x</script>'></iframe>",
    "<frameset><frame src=x></frameset>",
    "<object data=x.swf></object>",
    "<embed src=x.swf>",
    "<applet code=x></applet>",
    "<meta http-equiv=refresh content='0;url=https://e.org/'>",
    "<meta http-equiv=' REFRESH ' content=0>",
    "<meta http-equiv=set-cookie content=x>",
    "<base href=https://e.org/>",
    "<link rel=stylesheet href=x.css>",
    "<link rel=preload href=https://e.org/x>",
    "<link rel='alternate stylesheet' href=x.css>",
    "<link href=x.css>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='jav\tascript:alert(1)'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='//e.org/x'>x</a>",
    "<a href='\\\\e.org/x'>x</a>",
    "<a href=x.html ping=https://e.org/>x</a>",
    "<img src=https://e.org/x.png alt=x>",
    "<img src=//e.org/x.png alt=x>",
    "<img src=http://e.org/x.png alt=x>",
    "<img src=x.png srcset='https://e.org/x.png 2x' alt=x>",
    "<img src='data:image/svg+xml,x' alt=x>",
    "<td background=https://e.org/x.png>x</td>",
    "<video src=x.mp4></video>",
    "<audio src=x.mp3></audio>",
    "<picture><source srcset=x></picture>",
    "<style>p { background: url(https://e.org/x.png) }</style>",
    "<style>@import 'https://e.org/x.css';</style>",
    "<style>p { background: \\75 rl(https://e.org/x.png) }</style>",
    "<style>p { background: image-set('https://e.org/x.png' 1x) }</style>",
    "<style>p { width: expression(alert(1)) }</style>",
    "<style></style >x<style><img src=x></style>",
    "<p style='background: url(https://e.org/x.png)'>x</p>",
    "<p style='behavior: url(x.htc)'>x</p>",
    "<a href='javascript:alert(1)' href='#x'>x</a>",
    "<img src='https://e.org/x' src=a.png alt=x>",
    "<meta http-equiv=refresh http-equiv=content-type content='0;url=//e'>",
    "<p style='background:url(//e)' style=''>x</p>",
    "<style>a{content:'/*'}b{background:url(https://e.org/x)}c{content:'*/'}</style>",
    "<style>a{background:url(a/*)}b{background:url(https://e.org/x)}/**/</style>",
    "<style>a{content:'/*'}@import '//e';c{content:'*/'}</style>",
    "<p style='width: exp/**/ression(alert(1))'>x</p>",
    "<style>@import '//e'",
    "<!--[if mso]><style>@import '//e'<![endif]-->",
    "<svg><text cursor='url(//e)'>x</text></svg>",
    "<svg><text mask='url(//e#a)'>x</text></svg>",
    "<svg><text fill='url(http://e/)'>x</text></svg>",
    "<svg><text fill='\\75rl(http://e/)'>x</text></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<svg><use href='https://e.org/x.svg#a'/></svg>",
    "<svg><image href='https://e.org/x.png'/></svg>",
    "<svg onload=alert(1)></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=x>'></noscript>",
    "<template><script>x</script></template>",
    "<textarea></textarea>",
    "<xmp><p></xmp>",
    "<x-widget></x-widget>",
    "<!--[if mso]><script>x</script><![endif]-->",
    "<!--[if gte mso 9]><img src=https://e.org/x.png><![endif]-->",
    "<!--[if lt IE 9]><p onclick=x()>x</p><![endif]-->",
    "<![e[ x ]>",
]


@pytest.mark.parametrize("inner", ACTIVE)
def test_whatever_acts_or_reaches_out_is_found_with_its_line(inner: str) -> None:
    assert lines(inner) == {4}


@pytest.mark.parametrize(
    "inner",
    [
        "<p class='a'>Words &amp; <a href='https://e.org/?a=b'>more</a>, <a href='x.html#y'>here</a></p>",
        "<a href='mailto:me@e.org'>x</a> <a href='tel:+44'>x</a> <a href='#x'>x</a> <a href='a/b:c'>x</a>",
        "<img src='pictures/x.png' alt='x'><img src='data:image/png;base64,AAAA' alt='x'>",
        "<link rel='alternate' type='application/atom+xml' href='feed.atom'>",
        "<style>@font-face { src: url(data:font/woff2;base64,AA) } @media (width <= 9px) {}</style>",
        "<style>/* @import 'x'; <script> */ p::before { content: '\\2014' }</style>",
        "<svg role='img'><title>x</title><path d='M0 0'/><rect fill='url(#a)' style='fill: url(#b)'/></svg>",
        "<!-- a comment -->",
        "<!--[if !mso]><!--><p>x</p><!--<![endif]-->",
        "<!--[if mso]><noscript><xml><o:AllowPNG/></xml></noscript><![endif]-->",
        "&lt;script&gt; and a &lt; b",
    ],
)
def test_words_pictures_and_links_are_harmless(inner: str) -> None:
    assert find_active(PAGE.format(inner)) == ()


@given(st.text(alphabet="<>/script onX='\"&#;![]-?{}:\\", max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    find_active(text)
