"""Why an image is missing: the words for every code in three languages, side by side.

English is for the terminal and the report, Simplified and Traditional Chinese for the
book.  To add a reason, add its code to ``ReasonCode`` (``codes``) and a line
with its words here.  ``{name}`` is a slot for the reason's parameter of that name.  The
Chinese words may leave out a slot of the English ones if readers of a book need not
know it.  ``tests/words/test_reasons.py`` finds a code without words, and a reason that
is made without one of its parameters.
"""

from collections.abc import Mapping
from string import Formatter

from exporter.words.codes import Reason, ReasonCode
from exporter.words.languages import WordLanguage, Words
from exporter.words.message import Message

REASON_WORDS: Mapping[ReasonCode, Words] = {
    # nothing was asked for
    "not-stored": Words(
        "not in the store and --offline was given",
        "离线制作，本机没有这张图片",
        "離線製作，本機沒有這張圖片",
    ),
    "not-mirrored": Words(
        "not in the mirror or the store and --offline was given",
        "离线制作，本机没有这张图片",
        "離線製作，本機沒有這張圖片",
    ),
    "run-over": Words(
        "the {minutes} minutes for pictures were over",
        "下载图片限时{minutes}分钟，时间已到",
        "下載圖片限時{minutes}分鐘，時間已到",
    ),
    # its address
    "address-empty": Words(
        "the archive has no address for it",
        "存档中没有这张图片的地址",
        "存檔中沒有這張圖片的位址",
    ),
    "address-scheme": Words(
        "its address is {scheme}:, not http(s):",
        "图片的地址无效",
        "圖片的位址無效",
    ),
    "address-incomplete": Words(
        "its address is incomplete",
        "图片的地址不完整",
        "圖片的位址不完整",
    ),
    "address-password": Words(
        "its address holds a user name or a password",
        "图片的地址含有密码，未予使用",
        "圖片的位址含有密碼，未予使用",
    ),
    "address-unreadable": Words(
        "its address cannot be read",
        "图片的地址无效",
        "圖片的位址無效",
    ),
    "address-private": Words(
        "its address leads to a private network ({host})",
        "地址指向内部网络，已拒绝",
        "位址指向內部網路，已拒絕",
    ),
    "host-private": Words(
        "{host} leads to a private network ({address})",
        "地址指向内部网络，已拒绝",
        "位址指向內部網路，已拒絕",
    ),
    "host-unknown": Words(
        "no address is known for {host}",
        "找不到服务器",
        "找不到伺服器",
    ),
    # its server
    "server-unreachable": Words(
        "the server could not be reached",
        "无法连接服务器",
        "無法連線至伺服器",
    ),
    "server-unreachable-in-time": Words(
        "the server could not be reached in time",
        "服务器没有及时答复",
        "伺服器沒有及時答覆",
    ),
    "server-silent": Words(
        "the server did not answer in time",
        "服务器没有及时答复",
        "伺服器沒有及時答覆",
    ),
    "server-busy": Words(
        "the server wants to be left alone",
        "服务器繁忙",
        "伺服器忙碌",
    ),
    "server-untrusted": Words(
        "the server's certificate cannot be trusted",
        "服务器的证书不可信",
        "伺服器的憑證不可信",
    ),
    "server-broke-off": Words(
        "the server broke off",
        "图片不完整",
        "圖片不完整",
    ),
    "status-and-wait": Words(
        "the server answered {answer} and asks to wait {seconds} s",
        "服务器答复 {status}",
        "伺服器答覆 {status}",
    ),
    "status": Words(
        "the server answered {answer}",
        "服务器答复 {status}",
        "伺服器答覆 {status}",
    ),
    "proxy": Words(
        "the proxy gave no connection: {why}",
        "无法连接服务器",
        "無法連線至伺服器",
    ),
    "redirect-circles": Words(
        "the server sent us round in circles",
        "服务器转往无效的地址",
        "伺服器轉往無效的位址",
    ),
    "redirect-address": Words(
        "the server sent us on, but {why}",
        "服务器转往无效的地址",
        "伺服器轉往無效的位址",
    ),
    "trickled": Words(
        "the picture came in too slowly and was given up",
        "图片传来过慢，已放弃",
        "圖片傳來過慢，已放棄",
    ),
    "not-there-after": Words(
        "the picture was not there after {seconds} s",
        "服务器没有及时答复",
        "伺服器沒有及時答覆",
    ),
    # what the server sent
    "too-large": Words(
        "the picture is larger than {megabytes} MB",
        "图片过大",
        "圖片過大",
    ),
    "too-many-pixels": Words(
        "the picture is too large: {width} × {height}, more than {limit} million"
        " pixels",
        "图片过大",
        "圖片過大",
    ),
    "packed-otherwise": Words(
        "the server packed the picture as {encoding}",
        "图片无法解码",
        "圖片無法解碼",
    ),
    "packed-badly": Words(
        "the server packed the picture badly",
        "图片无法解码",
        "圖片無法解碼",
    ),
    "no-image": Words(
        "no picture: this is {what}",
        "所得并非图片",
        "所得並非圖片",
    ),
    "no-image-sent": Words(
        "no picture: the server sent {what}",
        "所得并非图片",
        "所得並非圖片",
    ),
    "no-image-in-file": Words(
        "no picture: the file holds {what}",
        "所得并非图片",
        "所得並非圖片",
    ),
    "cut-off": Words(
        "the picture is cut off",
        "图片不完整",
        "圖片不完整",
    ),
    "crashed": Words(
        "the picture is damaged: it made the decoder fail",
        "图片已损坏",
        "圖片已損壞",
    ),
    "damaged": Words(
        "the picture is damaged",
        "图片已损坏",
        "圖片已損壞",
    ),
    "drawing": Words(
        "the drawing cannot be drawn: {why}",
        "图形无法绘制",
        "圖形無法繪製",
    ),
    "too-hungry": Words(
        "decoding the picture takes too much memory",
        "图片无法解码",
        "圖片無法解碼",
    ),
    "too-slow-to-decode": Words(
        "decoding the picture took over {seconds} s",
        "图片无法解码",
        "圖片無法解碼",
    ),
    "file-unreadable": Words(
        "the file cannot be read: {why}",
        "图片文件无法读取",
        "圖片檔案無法讀取",
    ),
    # what a proxy did: in a slot of another reason
    "proxy-late": Words(
        "it did not answer in time",
        "代理服务器没有及时答复",
        "代理伺服器沒有及時答覆",
    ),
    "proxy-unreachable": Words(
        "it could not be reached",
        "无法连接代理服务器",
        "無法連線至代理伺服器",
    ),
    "proxy-no-socks": Words(
        "it speaks no SOCKS5",
        "代理服务器的协议不符",
        "代理伺服器的協定不符",
    ),
    "proxy-other-login": Words(
        "it wants another way to log in",
        "代理服务器要求其他登录方式",
        "代理伺服器要求其他登入方式",
    ),
    "proxy-login-refused": Words(
        "it refused the name or the password",
        "代理服务器拒绝了用户名或密码",
        "代理伺服器拒絕了使用者名稱或密碼",
    ),
    "proxy-broke-off": Words(
        "it broke off",
        "代理服务器中断了连接",
        "代理伺服器中斷了連線",
    ),
    "proxy-failed": Words(
        "it failed",
        "代理服务器出错",
        "代理伺服器出錯",
    ),
    "proxy-forbids": Words(
        "its rules forbid the connection",
        "代理服务器的规则不允许连接",
        "代理伺服器的規則不允許連線",
    ),
    "proxy-network": Words(
        "the network is unreachable",
        "代理服务器无法到达网络",
        "代理伺服器無法到達網路",
    ),
    "proxy-host": Words(
        "the host is unreachable",
        "代理服务器无法到达主机",
        "代理伺服器無法到達主機",
    ),
    "proxy-host-refused": Words(
        "the host refused the connection",
        "主机拒绝了连接",
        "主機拒絕了連線",
    ),
    "proxy-host-late": Words(
        "the connection took too long",
        "连接用时过长",
        "連線用時過長",
    ),
    "proxy-refused": Words(
        "it refused ({number})",
        "代理服务器拒绝了请求（{number}）",
        "代理伺服器拒絕了請求（{number}）",
    ),
    # what a body is that is no image: in a slot of another reason
    "kind-html": Words(
        "HTML",
        "网页",
        "網頁",
    ),
    "kind-json": Words(
        "JSON",
        "数据",
        "資料",
    ),
    "kind-xml": Words(
        "XML",
        "标记文本",
        "標記文字",
    ),
    "kind-text": Words(
        "plain text",
        "纯文本",
        "純文字",
    ),
    "kind-heic": Words(
        "a HEIC picture, which is not supported",
        "不支持的图片格式",
        "不支援的圖片格式",
    ),
    "kind-jxl": Words(
        "a JPEG XL picture, which is not supported",
        "不支持的图片格式",
        "不支援的圖片格式",
    ),
    "kind-pdf": Words(
        "a PDF file",
        "版式文档",
        "版式文件",
    ),
    "kind-zip": Words(
        "a zip file",
        "压缩文件",
        "壓縮檔",
    ),
    "kind-gzip": Words(
        "a gzip file",
        "压缩文件",
        "壓縮檔",
    ),
    "kind-video": Words(
        "a video",
        "视频",
        "影片",
    ),
    "kind-empty": Words(
        "nothing",
        "空文件",
        "空檔案",
    ),
    "kind-unknown": Words(
        "something that is no known picture",
        "无法识别的内容",
        "無法辨識的內容",
    ),
    # what is wrong with a drawing: in a slot of another reason
    "drawing-entities": Words(
        "the drawing holds entities",
        "图形含有实体",
        "圖形含有實體",
    ),
    "drawing-no-xml": Words(
        "the drawing is no XML",
        "图形的格式有误",
        "圖形的格式有誤",
    ),
    "drawing-too-many-parts": Words(
        "the drawing has too many parts",
        "图形的部件过多",
        "圖形的部件過多",
    ),
    "drawing-empty": Words(
        "there is no drawing in it",
        "其中没有图形",
        "其中沒有圖形",
    ),
    # For a code that another release of the program made.
    "unknown": Words("unknown", "原因不明", "原因不明"),
}


def word_reason(reason: Reason, language: WordLanguage = "en") -> Message:
    """Return the words for ``reason``; a missing parameter leaves its slot out."""
    words = REASON_WORDS.get(reason.code, REASON_WORDS["unknown"])
    template = words.in_language(language)
    given = dict(reason.params)
    values: dict[str, str] = {}
    for _, slot, _, _ in Formatter().parse(template):
        if slot:
            value = given.get(slot, "")
            if isinstance(value, Reason):
                value = word_reason(value, language)
            values[slot] = value
    return Message(template, **values)
