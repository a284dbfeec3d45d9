//! Characters that stand for others: radicals for words, vertical forms for marks.

/// The words of the 214 radicals from U+2F00. Fonts give both the same glyph, and programs that look
/// up a glyph's character often find the radical first.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
    寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋\
    比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
    辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of U+2E80 to U+2EFF, each followed by its word.
const RADICALS: &str = "\
    ⺁厂⺂乛⺃乚⺄乙⺅亻⺈刀⺉刂⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵\
    ⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫罒⺬示⺭礻⺮竹⺯糹⺰纟\
    ⺱罓⺲罒⺳㓁⺴网⺶羊⺷羊⺸羋⺹耂⺺肀⺻聿⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角\
    ⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页\
    ⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿\
    ⻯竜⻰龙⻱龜⻲亀⻳龟";

/// Vertical forms of marks, each followed by the mark as written in rows.
const VERTICAL: &str = "\
    ︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰：︱—︲–︳_︴_︵（︶）︷｛︸｝︹〔\
    ︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇［﹈］";

/// The character as text has it; the long dashes of some fonts are two.
pub(super) fn plain(c: char) -> [Option<char>; 2] {
    match c {
        '\u{2e3a}' => [Some('—'), Some('—')],
        c => [Some(single(c)), None],
    }
}

fn single(c: char) -> char {
    match c {
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(c as usize - 0x2f00).unwrap_or(c),
        '\u{2e80}'..='\u{2eff}' => paired(RADICALS, c),
        // A rare word that shares its glyph with a common one.
        '㬵' => '胶',
        '\u{fe10}'..='\u{fe48}' => paired(VERTICAL, c),
        _ => c,
    }
}

fn paired(pairs: &str, c: char) -> char {
    let mut chars = pairs.chars();
    while let (Some(form), Some(word)) = (chars.next(), chars.next()) {
        if form == c {
            return word;
        }
    }
    c
}

/// Of two characters with one glyph, the one that text has: the greater is preferred.
pub(super) fn preference(c: char) -> u8 {
    match c {
        '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => 0,
        '\u{e000}'..='\u{f8ff}' => 1,
        '\u{fe10}'..='\u{fe48}' | '\u{a0}' => 2,
        '\u{4e00}'..='\u{9fff}' | '\u{20}'..='\u{7e}' => 4,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_vertical_forms_become_plain() {
        assert_eq!("⼀⼈⾦⿔⻅⻢⻰⺟⺠⸺".chars().flat_map(plain).flatten().collect::<String>(), "一人金龜见马龙母民——");
        assert_eq!("︵︒﹄︙".chars().flat_map(plain).flatten().collect::<String>(), "（。』…");
        assert_eq!(single('城'), '城');
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(RADICALS.chars().count() % 2 + VERTICAL.chars().count() % 2, 0);
    }
}
