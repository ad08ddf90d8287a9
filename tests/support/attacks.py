"""Hostile articles: scripts, traps and trackers, with words among them."""

from tests.support.archives import article as archived

BYLINE = "<div><i>某人<br>2024-06-18T12:37:07.167Z</i></div>"
ATTACKS = (
    "<script>alert(1)</script><SCRIPT SRC='https://evil.test/x.js'></SCRIPT>",
    "<style>@import url(https://evil.test/x.css)</style>",
    "<link rel='stylesheet' href='https://evil.test/x.css'>",
    "<base href='https://evil.test/'><meta http-equiv='refresh' content='0;url=x'>",
    "<p onclick='alert(1)' style='background:url(https://evil.test/t.gif)'>词一</p>",
    "<a href='javascript:alert(1)'>词二</a><a href='JaVa\tScript:alert(1)'>词三</a>",
    "<a href='data:text/html,x'>词四</a><a href='file:///etc/passwd'>词五</a>",
    "<a href='vbscript:x'>词六</a><a href='//evil.test/x' ping='https://t.test'>词七</a>",
    "<a href='https://user:password@evil.test/'>词八</a><a href='https://[::1'>词九</a>",
    "<img src='data:image/png;base64,AAAA'><img src='javascript:alert(1)'>",
    "<img src='file:///etc/passwd'><img src='https://t.test/p.gif' width=1 height=1>",
    "<img src=x onerror=alert(1) srcset='https://evil.test/a.jpg 2x'>",
    "<iframe src='javascript:alert(1)'></iframe><iframe srcdoc='<b>x</b>'></iframe>",
    "<object data='https://evil.test/x.swf'><param name=a value=b></object>",
    "<embed src='data:text/html,x'></embed><applet code=x></applet>",
    "<svg onload='alert(1)'><script>alert(1)</script><text>词十</text></svg>",
    "<math><mtext>词十一</mtext></math><form action='https://evil.test'><input></form>",
    "<video src='javascript:alert(1)' poster='file:///x' autoplay></video>",
    "<audio src='https://evil.test/a.mp3' autoplay></audio>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]><?xml-stylesheet href='https://evil.test'?>&a;",
    "<![CDATA[词十二]]><!--[if IE]><script>x</script><![endif]--><!ENTITY b 'c'>",
    "<p>&#0;&#x1f;&#xd800;&#xfffe;\x0b\x00词十三&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<p>词\u200b十\u2060四\ufeff\u200c</p><p id='x\"><script>'>词十五</p>",
    "<table><tr><td colspan='99999999' rowspan='-1'>词</td><td>十六</td></tr></table>",
    "<ol start='-99999999999'><li>词十七</ol><template>词十八</template>",
    "<a href='https://x.test/1'><p>词十九</p><a href='https://x.test/'>词二十</a></a>",
    "<blockquote>" * 300 + "词二十一",
    "<b><i><u><s><sub><sup><code>" * 100 + "词二十二",
)


def hostile_archive() -> dict[str, bytes]:
    """Return the files of an archive: all attacks in one article, then one each."""
    files = {
        f"articles/dw/{number}.md": archived(
            1_718_714_822_000 + number,
            title=f"</title><script>{number}&lt;b&gt;\"'] \u202e",
            url=f"https://www.dw.com/zh/\"'>&/a-{90_000_000 + number}",
            body=f"{BYLINE}<p>前{number}。</p>{attack}<p>后{number}。</p>",
        )
        for number, attack in enumerate(("".join(ATTACKS), *ATTACKS), 1)
    }
    files["articles/<b>\n&/99.md"] = archived(
        0, title='"' * 5_000, url="https://x.test/ a b?c=>d", body="<p>外。</p>"
    )
    return files
