"""What a Chinese character is, and those that tell scripts, languages and encodings apart.

The lists were counted over public Chinese news and statements; characters that both scripts
use, such as 后 or 里, are in neither of the first two.
"""

from __future__ import annotations

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Chinese characters, as ranges for a class of a pattern: unified ideographs with their
extensions A to H, and the compatibility ideographs (Unicode 15, block by block)."""
HAN_CHARACTER = re.compile(f"[{HAN}]")
WIDE = f"\u2e80-\u303f\u3040-\u30ff{HAN}\uff00-\uff60"
"""Characters as wide as a Chinese one, kana, marks and radicals with them, for a class."""


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one; the empty string is none."""
    return bool(HAN_CHARACTER.match(character))


def is_latin(character: str) -> bool:
    """Whether a character is a Latin letter without marks, or a digit."""
    return character.isascii() and character.isalnum()


SIMPLIFIED = (
    "国发会对关为进动实业个经来开将时问区长总际体这议务员记题们现机联坚与产领报两应党习战设过当视内济军续决场权统学论组调导华举亚护资间据义协运万点数"
    "达维网从评创东稳项电书势双确规织极计还结带构团边广责尔愿门积访认约称严说态无种则卫击农话继贸罗处标气办欧质专见级闻线队兰号断环亿况届历乌变风传识"
    "车类医谈没节条马选请难术奥优证础贫该声转岛贯争张湾显备负观验单献终让响监紧营纪兴挥预装赵讲给韩价费驻样贡连层铁扩灾绍头审图频围险苏执刚检试乡县彻"
    "获职赛热远独担针络欢馆减绿违离谓临尽帮几测压满脱坛袭户伤赢仅沟践飞亲损链纳奋叙陆听疗财庆荣园伟胁胜红绝输劳随龙弹粮货儿鲜属爱温诊乐轮许阶税诺养赞"
    "额谋补贺讨镇黄须诚误银萨综状坏库竞键错携扬药顺径录筹邻谊汉师盖债遗较换销潜仪阳适宪训载够诉丽细绕购贵迈汇释刘却剧缅择岁砖树宾恶缓虚励编谢轨顾闭败"
    "赏桥梦枪艺语乱纷币谎写寻奖鲁洁宝拥舰杂阐画巩览筑毁麦亩莹残订纽鉴练弃虑肃吨谴贷厂厅莱齐陈杨轻储绩杀礼读伦递旧妇异怀顿渔阅夺辞灭辆蓝询卢迹岗钱暂撑"
    "课抢丝扰归触觉圆阵贝劲吗简缩畅壮艰驱脚辉硕鱼毕宫兹纠宽郑楼钟泽摆舱迁涨纯誉贴衅废滥谁劝庄买浓趋顶沪钢忧谐卖偿谣碍锋隐陕讯词灯峡跃块缘阔纵盘剂吴荡"
    "详晓脑辖"
)
"""Common characters of Simplified Chinese that Traditional Chinese does not use."""

TRADITIONAL = (
    "國發會對關為進動實業個經來開將時問區長總際體這議務員記題們現機聯堅與產領報兩應黨習戰設過當視內濟軍續決場權統學論組調導華舉亞護資間據義協運萬點數"
    "達維網從評創東穩項電書勢雙確規織極計還結帶構團邊廣責爾願門積訪認約稱嚴說態無種則衛擊農話繼貿羅處標氣辦歐質專見級聞線隊蘭號斷環億況屆歷烏變風傳識"
    "車類醫談沒節條馬選請難術奧優證礎貧該聲轉島貫爭張灣顯備負觀驗單獻終讓響監緊營紀興揮預裝趙講給韓價費駐樣貢連層鐵擴災紹頭審圖頻圍險蘇執剛檢試鄉縣徹"
    "獲職賽熱遠獨擔針絡歡館減綠違離謂臨盡幫幾測壓滿脫壇襲戶傷贏僅溝踐飛親損鏈納奮敘陸聽療財慶榮園偉脅勝紅絕輸勞隨龍彈糧貨兒鮮屬愛溫診樂輪許階稅諾養贊"
    "額謀補賀討鎮黃須誠誤銀薩綜狀壞庫競鍵錯攜揚藥順徑錄籌鄰誼漢師蓋債遺較換銷潛儀陽適憲訓載夠訴麗細繞購貴邁匯釋劉卻劇緬擇歲磚樹賓惡緩虛勵編謝軌顧閉敗"
    "賞橋夢槍藝語亂紛幣謊寫尋獎魯潔寶擁艦雜闡畫鞏覽築毀麥畝瑩殘訂紐鑑練棄慮肅噸譴貸廠廳萊齊陳楊輕儲績殺禮讀倫遞舊婦異懷頓漁閱奪辭滅輛藍詢盧跡崗錢暫撐"
    "課搶絲擾歸觸覺圓陣貝勁嗎簡縮暢壯艱驅腳輝碩魚畢宮茲糾寬鄭樓鍾澤擺艙遷漲純譽貼釁廢濫誰勸莊買濃趨頂滬鋼憂諧賣償謠礙鋒隱陝訊詞燈峽躍塊緣闊縱盤劑吳蕩"
    "詳曉腦轄於眾裡啟臺後裏參復幹準採劃寧遊範麼鬥衝徵豐祕雲籲餘傑"
)
"""Common characters of Traditional Chinese that Simplified Chinese does not use."""

JAPANESE = (
    "対発実気経済験権関広戦総沢応単図歳転駅鉄読変辺駆団囲価仏両拡暁検様歩渉満臓舎竜黒亜悪圧壱隠栄営円塩縁桜仮殻覚楽巻陥勧観帰亀戯犠拠挙郷勲薫恵掲渓継"
    "鶏撃県倹剣圏険顕厳効鉱砕斎剤雑桟姉歯児釈収渋獣縦粛処焼奨乗浄剰畳縄壌嬢譲醸粋酔穂髄瀬斉摂専銭繊荘捜挿巣騒増蔵続帯滝択弾遅鋳庁徴聴逓闘徳弐悩脳廃拝"
    "売髪抜払毎黙訳薬謡覧猟緑塁涙霊齢労働込峠畑辻枠匂塀軽従穏録"
)
"""Characters that Japanese alone writes: in neither of the two Chinese scripts."""

FREQUENT = (
    "的中和方一在人大作有是全新了展合年家美同日不行民出主要政地平共重成上以部力多加建持生我到表强化法等近定外高工系天利者事理前社于公提推面各月安能制"
    "交道通今正文立自治此分好保示本次斯台央情代就向世度海用明委第心下基目相意界增入任也期何已路更席深特性北市克布得信疫他最球水施可支反后造所量府十三"
    "解指取巴及局并改科企式西之南互活其里消流域非俄息放核首防程受步都京供名起金院阿至拉原技比切商着别接元位二小果源播完求色境村参常促物口众做打言复略"
    "使益件港干管革例友子助案而研回集由周策品致列精告落病命你准注教些形德伊服快升族四投山空望如涉效手查武想江否希把洲省育去群史超包先看盟抗采被划措引"
    "控真始富五收宣越根汪再易止城善神州身客走澳疆未感格老斌土印航具司停香英批福排火王然影清思往官突努宁媒整少康型因坦春志障林需李健尼融伴伙待但充必直"
    "普密士承冠博破游站速念究署范河警害依律百器介模只迎才沙救括苗段峰候降青困启副太功朗容守知援古察旅考挑尊米值率么危汗倡威攻染洋死居黑亡每夫朝演半暴"
    "己班早章底午冬置遇签毒八湖景急智卡很序污光裁斗均份哈移烈冲聚什或照晚存毛住祝食字幕透昨即端呼良低享判白派除失修恐塔勒犯塞兵架室繁抓累限女留船遭校"
    "罪召毅迫述假草足象恢截雨仍征久探故炎千固免符配肺又花送六索令背油吉敦督星藏片培丰延房按季座雪拿予石初射占兼惠便侵歧菲九刻申岸秘款搞波跨那履泛登云"
    "散扶吁抵彭曾借瓦沿晤算托宗扎牢埃版振激蒙禁田七洪雷瑞拓退震票余赴巨素溯黎鼓邀售典冷眼束握追遵短零返阻疑邦逐她幅爆答料患津巡牌川童吸秩庭佩怖旗既遍"
    "肯夏冰哥堂避角碳彩奉永炸靠覆音泰裂盛伯奇附露洛汽植柬秉操抹焦框朋霸另祖私找撤舟映像幸森潮微拜旨雄亮妥舞穆勇材封付倍歌曲莫著腐浙凌篇套且疾凝迪丹哪"
    "牙圳途嫌彼契楚慰乘倒招授耳胡甚慧症恩缺衡循炮捕毫街估姓廊秀捍板孩木松涵右休宜蓬甸弘裔恪夜艇似唯掌玉厚姆曼渠徽跟杜坡丁晨卿搜左偏堡甘秋它苦野祥喜摩"
    "析呈伍圈差忘寨遏胞梅味耶彰尚耕杰昌弄盾穿祉孟桑距磋割血煤男赫刑允搬某弱默箭暖沉搭劣矛店拒怎稻栗珍捷菜滑杭埔渡醒吾殊忠尤隔宏隆肆荷籍敬秦吃燃匹峻氛"
    "梁乎艘仁迅股硬扣皮陶陪漏墨末枚揭雅挂泄茨押坐母伐恰箱湄含"
)
"""Frequent characters that both scripts share; with the lists above, nearly all of a text."""
