# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo newsroom as a published site, by either layout pack, with one article more that has every kind of block."""
import json
import pathlib
import shutil
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from server import DATA, DEMO, Server  # noqa: E402

PACKS = ("portal", "plain")
ID = "01a1c000-0000-7000-8000-00000000e001"
PATH, SECOND = f"/2026/11/20/{ID}.html", f"/2026/11/20/{ID}_2.html"
PICTURE = "media/60/605e3605035ac1c8924176f9e692d352ede645fff3455ea86be7127d2dbf35a4.jpg"

# Quotations, brackets and stops that meet at every width somewhere at a line's end.
DENSE = ("“我们一直在等这条路。”白鹭湖社区的居民说，“现在路通了（虽然晚了三个月），老人看病、孩子上学，都方便了！”"
         "社区书记告诉记者：“《慢行系统规划》里写的‘十五分钟到湖边’，今天算是做到了……”他顿了顿，又说：“下一步——"
         "也是最难的一步——是把‘断头路’（一共四条）全部接上。”据了解，全区2026年前三季度GDP增长5.8%，比上年同期提高0.6个百分点。")
BODY = [
    f"<p>{DENSE}</p>",
    "<p>“先通后好”是这次改造的原则：<strong>先把路接通，</strong>再逐段<em>补齐绿化</em>和<u>照明</u>。"
    "<a href=\"https://www.example/plan?a=1&amp;b=2\">《慢行系统规划（2026—2030年）》</a>已向社会公布。</p>",
    "<h2>第一段：“湖滨—芦荡”先行完工</h2>",
    f"<p>{DENSE[60:]}{DENSE}</p>",
    "<h3>（一）栈道怎么绕开了老枫杨</h3>",
    "<blockquote><p>“多绕六十米，多花一个月，但大家都觉得值得。”</p></blockquote>",
    "<ul><li>骑行道宽三米，沥青路面<ul><li>湖滨段：四点二公里<ul><li>驿站三处</li></ul></li><li>芦荡段：三点一公里</li></ul></li>"
    "<li>步行道宽一米五，透水砖路面，雨后不积水；轮椅和婴儿车都能走，坡度不超过百分之五</li></ul>",
    "<ol><li>报名：十一月二十日前在社区登记<ol><li>带身份证</li><li>填写健康状况<ol><li>有基础病的请注明</li></ol></li></ol></li>"
    "<li>集合：二十二日上午八点，湖滨公园东门</li></ol>",
    f"<figure><img src=\"{PICTURE}\" width=\"1280\" height=\"800\" alt=\"市民骑车经过环湖慢行道\"/>"
    "<figcaption>市民在湖边的慢行道上骑行（十一月八日）。<br/>周小禾 摄</figcaption></figure>",
    "<table><tr><th>路段</th><th>长度</th><th>驿站</th><th>完工</th><th>照明</th><th>备注</th></tr>"
    "<tr><td>湖滨</td><td>4.2公里</td><td>3处</td><td>10月30日</td><td>已通</td><td>夜间十点后减半亮度</td></tr>"
    "<tr><td>芦荡</td><td>3.1公里</td><td>2处</td><td>11月8日</td><td>调试</td><td></td></tr></table>",
    "<figure class=\"video\"><a href=\"https://www.bilibili.com/video/BV1galley0001\"></a><figcaption>航拍：十二公里慢行道</figcaption>"
    "</figure>",
    "<hr/>",
    "<p></p>",
    "<p>www.example/a-very-long-address-without-any-place-to-break-it/"
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz-0123456789</p>",
    "<hr class=\"page\"/>",
    "<h2>第二段：“芦荡—北山”明年开春动工</h2>",
    f"<p>{DENSE}</p>",
]


def make_article():
    """Its wire form (core/wire/galley-wire.h), public and in no one's hands."""
    return {
        "bodies": [{"contentType": "application/xhtml+xml", "role": "main", "value": "".join(BODY)}],
        "by": "记者 周小禾 区新闻中心 通讯员 罗晓东",
        "descriptions": [{"role": "summary", "value": "历时八个月，“最后一公里”接通；骑行一圈大约五十分钟。"}],
        "galley": {
            "bylines": [{"name": "周小禾", "role": "记者"},
                        {"name": "罗晓东", "organisation": "区新闻中心", "role": "通讯员"}],
            "channel": "local",
            "origin": "reprint",
            "original": {"author": "鲁远", "headline": "环湖路慢行道全线贯通", "uri": "https://source.example/a"},
            "state": {"created": 1795100000000000, "department": "要闻部", "modified": 1795150000000000,
                      "modifiedBy": "周小禾", "owner": "xiaohe", "ownerName": "周小禾",
                      "publication": {"path": PATH, "time": 1795150000000000}, "status": "published"},
            "topic": "renewal",
        },
        "headlines": [{"role": "kicker", "value": "从“断头路”到“连心路”"},
                      {"role": "main", "value": "“十五分钟到湖边”：白鹭湖慢行道全线贯通 十二公里串起三座公园"},
                      {"role": "subhead", "value": "——来自澜江区城市更新一线的报道（三）"},
                      {"role": "index", "value": "白鹭湖慢行道全线贯通"}],
        "infoSources": [{"name": "澜江日报", "role": "source", "uri": "https://daily.example/"},
                        {"name": "陈砚", "role": "editor"}],
        "language": "zh-Hans",
        "representationType": "full",
        "standard": {"name": "ninjs", "version": "3.1"},
        "subjects": [{"literal": tag, "rel": "tag"} for tag in ("慢行道", "城市更新", "白鹭湖", "出行", "公园")],
        "type": "text",
        "uri": f"urn:uuid:{ID}",
    }


def write_json(file, value):
    file.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")), encoding="utf-8")


def copy_demo(folder):
    """The demo newsroom with that article."""
    demo = folder / "demo"
    shutil.copytree(DEMO, demo)
    write_json(demo / "articles" / "31.json", make_article())
    return demo


def copy_pack(folder, name):
    """That pack's pages for the demo newsroom's site: either shows the same channels and articles, five a page. The home
    page has the slots that the pack has a place for."""
    pack = folder / f"pack-{name}"
    shutil.copytree(DATA / "layouts" / name, pack)
    site, own = (json.loads((DATA / "layouts" / which / "site.json").read_text(encoding="utf-8"))
                 for which in ("portal", name))
    write_json(pack / "site.json", site | {"channel": {"items": 5}, "slots": own["slots"]})
    return pack


def publish(folder, name, demo):
    """A server whose public site is that pack's."""
    server = Server(folder / name)
    server.init("--demo", demo, "--layout", copy_pack(folder, name))
    return server.start()


def find_pages():
    """{name: path}: one page of each kind."""
    paths = {}
    for name, number in (("story", "04"), ("link", "13")):
        article = json.loads((DEMO / "articles" / f"{number}.json").read_text(encoding="utf-8"))
        paths[name] = article["galley"]["state"]["publication"]["path"]
    return {"home": "/", "channel": "/channels/news/", "further": "/channels/news/2/", "topic": "/topics/renewal/",
            "everything": PATH, "second": SECOND, **paths, "search": "/search?q=" + urllib.parse.quote("澜江"), "unknown": "/nowhere.html"}
