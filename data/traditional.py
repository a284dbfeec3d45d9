#!/usr/bin/env python3
"""Makes data/traditional.txt: a traditional character or a variant of old print, and the simplified one, a line.

From OpenCC's dictionaries (Apache-2.0): TSCharacters, TWVariants, HKVariants, each character's first target, of the basic plane's
Han characters only, so that both are as long in UTF-8; and the variants below.
usage: pip install opencc-python-reimplemented==0.1.7; python3 data/traditional.py > data/traditional.txt"""
import pathlib
import opencc

FOLDER = pathlib.Path(opencc.__file__).parent / "dictionary"
VARIANTS = (
    "爲为為为箇个吿告衆众啓启綫线羣群峯峰牀床値值敎教淸清靑青旣既鄕乡眞真囘回囬回卽即尙尚兪俞査查稅税閱阅"
    "脫脱緖绪揷插毎每歩步産产產产説说說说絶绝絕绝內内溫温黃黄錄录綠绿虛虚別别恆恒強强戶户淨净爭争彥彦顏颜"
    "爐炉薦荐麽么麼么裏里裡里鷄鸡雞鸡隣邻僞伪濶阔蹟迹託托麪面麵面滙汇匯汇徧遍鑛矿礦矿繙翻讎雠讐仇冐冒郤却"
    "厠厕厰厂叅参叄叁喫吃嘆叹嘗尝坿附塲场墻墙牆墙壻婿姙妊寃冤寳宝寶宝尅克峽峡崐昆嵗岁嶽岳幷并併并並并竝并"
    "彔录徃往悤匆恊协慙惭慽戚戱戏擧举攷考敍叙敘叙旾春暎映曁暨朞期栢柏桮杯棊棋棲栖槩概槪概欵款氷冰汚污洩泄"
    "湧涌潛潜災灾炤照煙烟燄焰牋笺犂犁獎奖産产畧略疎疏癡痴皐皋皷鼓盃杯睜睁矇蒙砲炮礮炮祕秘秊年稈秆窓窗窻窗"
    "竪竖筍笋筯箸粧妆糉粽紥扎紮扎絃弦緜绵緥褓縂总繩绳罇樽羢绒羴膻翶翱耡锄聨联肎肯胷胸脣唇腳脚膓肠臥卧舘馆"
    "艶艳艸草茘荔荳豆菓果菴庵萬万葉叶蔴麻薴苧藴蕴虗虚蝨虱螡蚊衂衄衇脉衞卫衛卫袵衽覈核覩睹訃讣詠咏詧察誌志"
    "譁哗讚赞豔艳貓猫貍狸貽贻賸剩贋赝趂趁跡迹蹤踪躭耽軰辈輓挽辠罪迴回遊游邨村郵邮醻酬醫医醼宴釐厘鈎钩鉤钩"
    "銹锈鏽锈鋪铺舖铺錶表鎗枪鎔熔鐄簧鑑鉴鑒鉴閒闲間间閙闹闢辟阯址陞升隄堤隷隶雋隽雰氛霑沾靭韧鞦秋韮韭頴颖"
    "頼赖顋腮飃飘飱餐餈糍餘余餧喂館馆駡骂罵骂騐验驗验髥髯鬥斗鬪斗鬬斗鮮鲜鯗鲞鷰燕鹻碱鹽盐麁粗麤粗黴霉鼃蛙"
    "鼇鳌齊齐齩咬龢和"
)


def rows(name):
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            source, targets = line.split("\t")[:2]
            yield source, targets.split(" ")[0]


simplified = dict(rows("TSCharacters.txt"))
found = list(simplified.items())
for name in ("TWVariants.txt", "HKVariants.txt"):
    found += [(b, simplified[a]) for a, b in rows(name) if a in simplified and b not in simplified]
found += [(VARIANTS[i], VARIANTS[i + 1]) for i in range(0, len(VARIANTS) - 1, 2)]
pairs = {}
for a, b in found:
    if len(a) == len(b) == 1 and a != b and all(0x3400 <= ord(c) <= 0x9FFF for c in (a, b)):
        pairs.setdefault(a, b)
for a in pairs:
    for _ in range(4):
        pairs[a] = pairs.get(pairs[a], pairs[a])
for a, b in sorted(pairs.items()):
    if a != b:
        print(a + b)
