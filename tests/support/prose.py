"""Invented Chinese prose for tests: long enough, varied, and the same for a seed.

Nothing in it is copied: places and people are made of syllables, sentences of patterns.
"""

# ruff: noqa: SIM905 - words are read more easily in lines than in lists

import random
import re
from collections.abc import Sequence

_SYLLABLES = (
    "柳青白石南北河港云山桥溪沙湖林谷川岭泉岩松槐桐梅岛渡潮汐灯塔风雪霜露晴岚"
    "苍碧玉珠金铜铁银乌赤丹紫墨朱长安宁永平和顺泰丰盛昌荣华清澄明远高深广阔秀"
    "丽奇峰峻崖"
)
_SURNAMES = "陈林周吴郑何罗宋谢唐韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
_GIVEN = "一舟晚晴明远思源书文海燕春生立新向阳雨桐子墨若水长风天佑可心玉成志远秋实晓岚"
_OFFICES = (
    "渔业局 港务处 气象台 镇公所 水利署 博物馆 合作社 铁路公司 "
    "邮政所 天文台 商会 工会 船厂 农会 法院 议事会 图书馆 医院 "
    "学堂 剧团 电厂 林场 矿务局 消防队 市场管理处"
).split()
_POSTS = (
    "局长 发言人 主任 会长 船长 馆长 教授 工程师 厂长 记者 医生 "
    "校长 律师 议员 站长 经理"
).split()
_THINGS = (
    "渡轮 灯塔 堤坝 水闸 茶园 盐田 钟楼 木桥 码头 仓库 粮食 电缆 "
    "铁路 隧道 渔网 船只 果园 鱼苗 稻田 古籍 机车 车站 水塔 花灯 "
    "航标 煤炭 丝绸 瓷器 船票 蜂蜜 棉花 木材 药材"
).split()
_MATTERS = (
    "修缮计划 收费办法 安全检查 新章程 合作协议 年度预算 救灾方案 "
    "航线调整 招工办法 产量统计 水位报告 旧约的效力 补偿标准 环境评估 "
    "参观规定 巡逻制度 夜间停航 竞标结果 学费减免"
).split()
_DOINGS = (
    "表示支持 提出疑问 要求公开 决定推迟 正式批准 重新审议 拒绝置评 "
    "加以否认 着手调查 宣布中止 公布细节 逐条解释 连夜讨论 提出上诉 "
    "予以肯定 大加批评 暂缓执行 悄悄撤回"
).split()
_FEELINGS = (
    "松了一口气 不以为然 半信半疑 又惊又喜 颇为失望 将信将疑 深感不安 并不意外 沉默不语"
).split()
_REASONS = (
    "海雾太浓 经费不足 人手短缺 潮水上涨 设备老化 天气转凉 意见不一 "
    "路途遥远 材料涨价 邻镇反对 雨季提前 图纸有误 合同到期 游客太多 "
    "旧档案遗失 水温偏高 选举临近 货船误点"
).split()
_WAYS = (
    "小心翼翼地 毫不犹豫地 再三 公开 私下 按部就班地 出人意料地 一致 "
    "反复 断断续续地 郑重"
).split()
_MOMENTS = (
    "清晨 黄昏 会议之后 上周末 去年冬天 不久以前 消息传出后 涨潮之前 "
    "集市散场时 开航前夜"
).split()
_JOINTS = (
    "不过， 与此同时， 此外， 据了解， 事实上， 相比之下， 因此， "
    "后来， 起初， 换句话说，"
).split()
_PATTERNS = (
    "{joint}{place}{office}{moment}就{thing}的{matter}{doing}。",
    "{person}说，由于{reason}，{thing}恐怕要再等{n}天才能运到{place}。",
    "{place}的{post}{person}{way}谈到{matter}，听众{feeling}。",
    "{moment}，{n}名{place}居民聚集在{office}门前，{way}打听{thing}的去向。",
    "“{thing}不是一天造成的，”{person}对本报说，“{reason}，谁也没有办法。”",
    "{joint}{office}在一份声明中{doing}，理由是{reason}。",
    "{matter}公布以后，{place}和{place2}的{post}们{feeling}。",
    "按照{office}的估计，{place}今年可得{thing}{n}吨，比往年{more}。",
    "{person}{moment}从{place2}赶到{place}，为的是亲眼看看{thing}。",
    "有人认为{matter}来得太迟，也有人担心{reason}会拖累{thing}。",
    "{joint}没有人能说清，{place2}的{thing}为什么会出现在{place}的{office}里。",
    "{post}{person}回忆，{moment}{reason}，他只好{way}返回{place2}。",
    "一位不愿具名的{post}透露，{office}与{place2}{doing2}，双方{feeling}。",
    "{thing}和{thing2}的价钱一涨再涨，{place}的铺子{way}关了门。",
    "如果{matter}得以通过，{place2}到{place}的路程将缩短{n}里。",
    "{person}的著作记载了{place}{thing}的来历，其中提到{reason}。",
    "{joint}{place2}方面{doing}，并把{matter}寄给了{office}。",
    "孩子们在{place}的{thing}旁边唱歌，{post}{person}则{feeling}。",
    "{office}派出{n}个小组，{way}清点{thing2}，{moment}才收工。",
    "这不是{place}第一次遇到{reason}的麻烦，{person}这样总结。",
)


class Prose:
    """A writer of invented news about one set of places and people."""

    def __init__(self, seed: int, *, names_from: "Prose | None" = None) -> None:
        """Begin; ``names_from`` is a writer about the same places and people."""
        self.rng = random.Random(seed)
        self.places = [self._name(_SYLLABLES, 2) for _ in range(5)]
        self.people = [
            self.rng.choice(_SURNAMES) + self._name(_GIVEN, 2) for _ in range(6)
        ]
        if names_from is not None:
            self.places, self.people = names_from.places, names_from.people

    def sentence(self) -> str:
        """Return one sentence."""
        pick = self.rng.choice
        return pick(_PATTERNS).format(
            place=pick(self.places),
            place2=pick(self.places),
            person=pick(self.people),
            office=pick(_OFFICES),
            post=pick(_POSTS),
            thing=pick(_THINGS),
            thing2=pick(_THINGS),
            matter=pick(_MATTERS),
            doing=pick(_DOINGS),
            doing2=pick(_DOINGS),
            feeling=pick(_FEELINGS),
            reason=pick(_REASONS),
            way=pick(_WAYS),
            moment=pick(_MOMENTS),
            joint=pick((*_JOINTS, "", "")),
            more=pick(("略多", "少了一成", "多出一倍", "相差无几")),
            n=self.number(),
        )

    def number(self) -> str:
        """Return a number as news write it."""
        return str(
            self.rng.choice((self.rng.randint(2, 99), self.rng.randint(100, 9999)))
        )

    def paragraphs(self, characters: float) -> list[str]:
        """Return paragraphs of about ``characters`` together."""
        made: list[str] = []
        while sum(map(len, made)) < characters:
            made.append("".join(self.sentence() for _ in range(self.rng.randint(2, 5))))
        return made

    def title(self) -> str:
        """Return a headline without numbers."""
        pick = self.rng.choice
        return pick(
            (
                "{place}{office}{doing}",
                "{reason} {place}{thing}受阻",
                "{person}：{matter}来得太迟",
                "{place}与{place2}为{thing}争执不下",
                "评论：{matter}之后的{place}",
            )
        ).format(
            place=pick(self.places),
            place2=pick(self.places),
            person=pick(self.people),
            office=pick(_OFFICES),
            thing=pick(_THINGS),
            matter=pick(_MATTERS),
            doing=pick(_DOINGS),
            reason=pick(_REASONS),
        )

    def _name(self, syllables: str, length: int) -> str:
        return "".join(self.rng.sample(syllables, length))


def edit_words(paragraphs: Sequence[str], rate: float, prose: Prose) -> list[str]:
    """Return ``paragraphs`` with ``rate`` of their characters rewritten in phrases.

    Phrases of 2 to 9 characters are replaced, dropped, or get company.  Numbers stay.
    """
    return [_edit_paragraph(p, rate, prose) for p in paragraphs]


def edit_sentences(paragraphs: Sequence[str], rate: float, prose: Prose) -> list[str]:
    """Return ``paragraphs`` with ``rate`` of their sentences replaced by others."""
    made = []
    for paragraph in paragraphs:
        sentences = re.findall(r"[^。]+。”?|[^。]+$", paragraph)
        made.append(
            "".join(
                prose.sentence() if prose.rng.random() < rate else s for s in sentences
            )
        )
    return made


def _edit_paragraph(text: str, rate: float, prose: Prose) -> str:
    rng = prose.rng
    parts: list[str] = []
    at = 0
    while at < len(text):
        length = rng.randint(2, 9)
        phrase = text[at : at + length]
        at += length
        if rng.random() >= rate or re.search(r"[0-9]", phrase):
            parts.append(phrase)
            continue
        other = prose.sentence()
        start = rng.randrange(max(1, len(other) - length))
        new = re.sub(r"[0-9]", "", other[start : start + length])
        parts.append(rng.choice((new, new, "", phrase + new)))
    return "".join(parts)
