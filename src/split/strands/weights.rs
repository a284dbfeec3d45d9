//! Log-odds that turns are judged by: estimated from composed pages, then settled by coordinate search
//! (`learn/strands.rs`).

/// What each sign of a turn, or against one, weighs.
#[derive(Debug, Clone)]
pub(in crate::split) struct Weights {
    /// That articles of a page are read in turns at all, and that two more are where two are.
    pub prior: [f32; 2],
    /// An article breaks off where another begins: in mid-sentence, at a sentence's end.
    pub breaks: [f32; 2],
    /// The other one begins without a headline or lead.
    pub bare: [f32; 1],
    /// The article read until a turn waits from then on, in mid-sentence or at a sentence's end; or it is over.
    pub waits: [f32; 2],
    pub over: [f32; 2],
    /// A turn below a headline.
    pub headed: [f32; 1],
    /// While one article waits: another seems to begin, a headline or lead stands there.
    pub passed: [f32; 2],
    /// A line goes on after a character: for each [`Joint`](crate::split::joint::Joint) (word, usual, silent,
    /// unusual) where the characters across stand together nowhere else, two of them do, three do.
    pub word: [f32; 3],
    pub usual: [f32; 3],
    pub silent: [f32; 3],
    pub unusual: [f32; 3],
    /// The line above is short; it ends with a comma; with a colon or semicolon.
    pub mark: [f32; 3],
    /// A bracket opened above is closed below; it is not; one is closed that was not opened.
    pub bracket: [f32; 3],
    /// A paragraph begins after an open full line, an open short line, a sentence's end.
    pub begins: [f32; 3],
    /// None begins after a sentence's end where paragraphs are indented, the line above being full or short; where
    /// they are not.
    pub flush: [f32; 3],
    /// Weight of what blank lines say, and of what the content says.
    pub blank: [f32; 1],
    pub content: [f32; 1],
    /// A first piece ends; one of the same height as the one before, a row more or less, two, one that is longer,
    /// shorter, shorter and the last one.
    pub heights: [f32; 7],
}

pub(in crate::split) const LEARNED: Weights = Weights {
    prior: [-3.6, 0.4],
    breaks: [-2.2, -3.3],
    bare: [-4.0],
    waits: [-0.6, 0.0],
    over: [-4.0, 0.3],
    headed: [-2.2],
    passed: [-3.8, -0.2],
    word: [1.5, 3.3, 3.3],
    usual: [-0.3, 2.7, 2.7],
    silent: [-1.2, 0.0, 2.6],
    unusual: [-0.4, -0.2, 3.1],
    mark: [-1.2, 0.4, 0.3],
    bracket: [2.4, -2.3, -3.3],
    begins: [-4.8, -0.7, 0.8],
    flush: [-1.2, -2.0, -0.4],
    blank: [1.0],
    content: [2.4],
    heights: [-3.2, -1.4, -2.0, -2.2, -4.2, -5.0, -4.0],
};

#[cfg(test)]
impl Weights {
    /// Every weight with its name.
    pub(in crate::split) fn all(&mut self) -> Vec<(&'static str, &mut f32)> {
        let groups: [(&'static str, &mut [f32]); 18] = [
            ("prior", &mut self.prior),
            ("breaks", &mut self.breaks),
            ("bare", &mut self.bare),
            ("waits", &mut self.waits),
            ("over", &mut self.over),
            ("headed", &mut self.headed),
            ("passed", &mut self.passed),
            ("word", &mut self.word),
            ("usual", &mut self.usual),
            ("silent", &mut self.silent),
            ("unusual", &mut self.unusual),
            ("mark", &mut self.mark),
            ("bracket", &mut self.bracket),
            ("begins", &mut self.begins),
            ("flush", &mut self.flush),
            ("blank", &mut self.blank),
            ("content", &mut self.content),
            ("heights", &mut self.heights),
        ];
        groups.into_iter().flat_map(|(name, own)| own.iter_mut().map(move |w| (name, w))).collect()
    }
}
