//! The words of bylines as a table: roles, sources, and what stands around names without being one.
//!
//! All forms are simplified; text is folded before it is looked up here.

/// To which list of a [`Byline`](super::Byline) the names of a role belong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Names without a role.
    #[default]
    Bare,
    Reporter,
    Correspondent,
    /// Photographers, editors, translators, commentators, authors.
    Other,
}

/// Where a form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Before its names, wherever it stands: 记者林静.
    Before,
    /// Before its names, or behind them where none follow: 摄影 林静, 林静 摄影.
    Either,
    /// Either, as a word of its own only, since names have the character, too: 文/林静, 林静 译.
    Alone,
}

/// A word for a role.
pub(super) struct Form {
    pub words: &'static str,
    pub role: Role,
    pub place: Place,
}

const fn form(words: &'static str, role: Role, place: Place) -> Form {
    Form { words, role, place }
}

/// Roles, the longer ones first where one begins like another.
pub(super) const FORMS: [Form; 44] = [
    form("记者", Role::Reporter, Place::Before),
    form("实习生", Role::Reporter, Place::Before),
    form("特派员", Role::Reporter, Place::Before),
    form("通讯员", Role::Correspondent, Place::Before),
    form("评论员", Role::Other, Place::Before),
    form("观察员", Role::Other, Place::Before),
    form("撰稿人", Role::Other, Place::Before),
    form("主持人", Role::Other, Place::Before),
    form("专栏作家", Role::Other, Place::Before),
    form("作者", Role::Other, Place::Before),
    form("译者", Role::Other, Place::Before),
    form("编者", Role::Other, Place::Before),
    form("讲述人", Role::Other, Place::Before),
    form("摄影", Role::Other, Place::Either),
    form("供图", Role::Other, Place::Either),
    form("制图", Role::Other, Place::Either),
    form("绘图", Role::Other, Place::Either),
    form("插图", Role::Other, Place::Either),
    form("文图", Role::Bare, Place::Either),
    form("图文", Role::Bare, Place::Either),
    form("文字", Role::Bare, Place::Either),
    form("图片", Role::Other, Place::Either),
    form("照片", Role::Other, Place::Either),
    form("撰文", Role::Other, Place::Either),
    form("撰稿", Role::Other, Place::Either),
    form("供稿", Role::Other, Place::Either),
    form("采写", Role::Other, Place::Either),
    form("整理", Role::Other, Place::Either),
    form("执笔", Role::Other, Place::Either),
    form("口述", Role::Other, Place::Either),
    form("策划", Role::Other, Place::Either),
    form("统筹", Role::Other, Place::Either),
    form("编译", Role::Other, Place::Either),
    form("翻译", Role::Other, Place::Either),
    form("编辑", Role::Other, Place::Either),
    form("摘编", Role::Other, Place::Either),
    form("辑录", Role::Other, Place::Either),
    form("文", Role::Bare, Place::Alone),
    form("图", Role::Other, Place::Alone),
    form("译", Role::Other, Place::Alone),
    form("编", Role::Other, Place::Alone),
    form("画", Role::Other, Place::Alone),
    form("著", Role::Other, Place::Alone),
    form("作", Role::Other, Place::Alone),
];

/// A photographer's name ends before it; no name has the character: 林静摄.
pub(super) const PHOTOGRAPHED: char = '摄';

/// Roles that sign without a name: 本报评论员.
pub(super) const COLLECTIVE: [&str; 3] = ["评论员", "编辑部", "观察员"];

/// Words of a page's imprint, whose names wrote nothing on it.
pub(super) const IMPRINT: [&str; 10] =
    ["责任编辑", "本版编辑", "版式", "校对", "责编", "美编", "编审", "值班", "本版", "组版"];

/// Words before a role that belong to it.
pub(super) const KINDS: [&str; 20] = [
    "全媒体",
    "融媒体",
    "新媒体",
    "见习",
    "实习",
    "首席",
    "特约",
    "特派",
    "特邀",
    "驻站",
    "驻京",
    "驻地",
    "摄影",
    "文字",
    "高级",
    "资深",
    "前方",
    "体育",
    "财经",
    "专职",
];

/// Who sends a report. A name can stand right before one: 记者林静本报记者罗安.
pub(super) const SOURCES: [&str; 37] = [
    "本报",
    "本台",
    "本刊",
    "本社",
    "本网",
    "本站",
    "本版",
    "新华社",
    "中新社",
    "中央社",
    "中通社",
    "美联社",
    "路透社",
    "法新社",
    "塔斯社",
    "人民日报",
    "光明日报",
    "经济日报",
    "解放军报",
    "中国青年报",
    "工人日报",
    "农民日报",
    "科技日报",
    "中央电视台",
    "中央人民广播电台",
    "新华网",
    "人民网",
    "中新网",
    "央视网",
    "央广网",
    "光明网",
    "中国网",
    "联合报",
    "大公报",
    "文汇报",
    "明报",
    "本报社",
];

/// Last characters of the name of a source or department: 新河社, 城江日报, 县委宣传部.
pub(super) const SOURCE_ENDS: [&str; 24] = [
    "社", "报", "台", "网", "刊", "部", "局", "厅", "室", "委", "办", "院", "校", "厂", "公司", "中心", "大学", "站",
    "队", "镇", "乡", "县", "市", "区",
];

/// Words of bylines that are no names and say no role.
pub(super) const NOISE: [&str; 22] = [
    "本报",
    "本台",
    "本刊",
    "本网",
    "新华社",
    "中新社",
    "中央社",
    "报道",
    "报导",
    "综合",
    "综合报道",
    "采访",
    "摄影报道",
    "联合报道",
    "现场报道",
    "电",
    "讯",
    "专电",
    "发",
    "据",
    "见图",
    "上图",
];

/// Places in bylines of Taiwan and Hong Kong, which the dictionary does not all know as places.
pub(super) const PLACES: [&str; 29] = [
    "台北", "新北", "桃园", "台中", "台南", "高雄", "基隆", "新竹", "嘉义", "苗栗", "彰化", "南投", "云林", "屏东",
    "宜兰", "花莲", "台东", "澎湖", "金门", "马祖", "连江", "香港", "九龙", "新界", "澳门", "北京", "上海", "东京",
    "纽约",
];

/// What closes the words of a report: 记者林静报道, （中央社记者林静高雄19日电）.
pub(super) const REPORTED: [&str; 17] = [
    "综合外电报道",
    "综合外电报导",
    "综合报道",
    "综合报导",
    "摄影报道",
    "摄影报导",
    "专题报道",
    "现场报道",
    "整理报道",
    "整理报导",
    "外电报导",
    "报道",
    "报导",
    "专电",
    "专讯",
    "电",
    "讯",
];
