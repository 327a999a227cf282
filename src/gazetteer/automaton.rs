//! Reads the automaton of names that the crate `fst` writes (its version 3), trusting none of its bytes.
//!
//! The crate's own reader panics on a damaged file. This one checks every node against the bytes there are: a node that
//! does not fit has no way out and ends no name. Addresses only ever fall from node to node, so that no walk is endless.
//!
//! A node is read backwards from its last byte, its address. The two highest bits of that byte tell the form:
//! `11` one way out, to the node just before, without output; `10` one way out; `0f` any number, `f` set where a name
//! may end here.

/// The bytes at the beginning that are no node: version and type.
const HEAD: usize = 16;

/// The bytes at the end that are no node: count of names, address of the root, checksum.
const FOOT: usize = 20;

/// The version of the crate's format.
const VERSION: u64 = 3;

/// The node that ends a name and has no way out; it takes no bytes.
const END: usize = 0;

/// Where no node can be.
const NOWHERE: usize = usize::MAX;

/// Nodes of more ways out have a table of 256 bytes from letter to way.
const TABLE_ABOVE: usize = 32;

/// The letters that nodes of one way out abbreviate to six bits, by those bits; a fact of the format, which a test holds
/// against the writer.
const ABBREVIATED: &[u8; 64] = b"\0te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";

/// Names and their values.
#[derive(Clone, Copy)]
pub(crate) struct Fst<'f> {
    bytes: &'f [u8],
    root: usize,
}

/// What a way out or an end adds to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Output(u64);

impl Output {
    /// The number.
    pub(crate) fn value(self) -> u64 {
        self.0
    }
}

/// One way out of a node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transition {
    /// What it adds to the value.
    pub(crate) out: Output,
    /// Where it leads.
    pub(crate) addr: usize,
}

/// One node.
#[derive(Clone, Copy)]
pub(crate) struct Node<'f> {
    bytes: &'f [u8],
    addr: usize,
    /// Its first byte.
    start: usize,
    /// The letter of a single way out.
    single: u8,
    ways: usize,
    /// Where the letters of several ways begin, last way first, and whether a table lies behind them.
    letters: usize,
    has_table: bool,
    address_size: usize,
    output_size: usize,
    is_final: bool,
    is_next: bool,
    final_output: u64,
}

fn number(bytes: &[u8], at: usize, size: usize) -> u64 {
    match bytes.get(at..at + 8) {
        Some(eight) if size < 8 => {
            let whole = u64::from_le_bytes([eight[0], eight[1], eight[2], eight[3], eight[4], eight[5], eight[6], eight[7]]);
            whole & ((1u64 << (8 * size)) - 1)
        }
        _ => bytes.get(at..at + size).unwrap_or(&[]).iter().rev().fold(0, |n, b| n << 8 | u64::from(*b)),
    }
}

impl<'f> Fst<'f> {
    /// The automaton in `bytes`; `None` where they are none.
    pub(crate) fn new(bytes: &'f [u8]) -> Option<Self> {
        let foot = bytes.len().checked_sub(FOOT).filter(|foot| *foot >= HEAD)?;
        if number(bytes, 0, 8) != VERSION {
            return None;
        }
        let root = usize::try_from(number(bytes, foot + 8, 8)).ok()?;
        let fits = if root == END { foot == HEAD } else { root + 1 == foot };
        fits.then(|| Self { bytes: &bytes[..foot], root })
    }

    /// The node at which every name begins.
    pub(crate) fn root(&self) -> Node<'f> {
        self.node(self.root)
    }

    /// The node at an address that a transition gave.
    #[inline]
    pub(crate) fn node(&self, addr: usize) -> Node<'f> {
        match addr {
            END => Node { is_final: true, ..self.dead(END) },
            _ => self.read(addr).unwrap_or_else(|| self.dead(NOWHERE)),
        }
    }

    /// Follows the letters of `key` from the node at an address, with the output so far; `None` where there is no way.
    ///
    /// Most nodes have one way out: those are read no further than the way needs.
    #[inline]
    pub(crate) fn advance(&self, mut addr: usize, mut output: u64, key: &[u8]) -> Option<(usize, u64)> {
        for letter in key {
            let state = if addr == END { return None } else { *self.bytes.get(addr)? };
            let short = state & 0x3F;
            if state & 0xC0 == 0xC0 && short > 0 {
                // Its letter in six bits, the next node right before it, and no output.
                if ABBREVIATED[short as usize] != *letter {
                    return None;
                }
                addr = addr.checked_sub(1).filter(|addr| *addr >= HEAD)?;
                continue;
            }
            if state & 0x80 != 0 && short > 0 && ABBREVIATED[short as usize] != *letter {
                return None;
            }
            let node = self.node(addr);
            let way = node.transition(node.find_input(*letter)?);
            (addr, output) = (way.addr, output.wrapping_add(way.out.0));
        }
        Some((addr, output))
    }

    fn dead(&self, addr: usize) -> Node<'f> {
        Node {
            bytes: self.bytes,
            addr,
            start: 0,
            single: 0,
            ways: 0,
            letters: 0,
            has_table: false,
            address_size: 0,
            output_size: 0,
            is_final: false,
            is_next: false,
            final_output: 0,
        }
    }

    #[inline]
    fn read(&self, addr: usize) -> Option<Node<'f>> {
        let state = *self.bytes.get(addr)?;
        let short = state & 0x3F;
        let mut node = self.dead(addr);
        if state & 0x80 != 0 {
            node.ways = 1;
            let mut at = addr;
            node.single = if short > 0 {
                ABBREVIATED[short as usize]
            } else {
                at = at.checked_sub(1)?;
                *self.bytes.get(at)?
            };
            node.is_next = state & 0x40 != 0;
            if !node.is_next {
                at = at.checked_sub(1)?;
                node.sizes(*self.bytes.get(at)?)?;
                at = at.checked_sub(node.address_size + node.output_size)?;
            }
            node.start = at;
        } else {
            node.is_final = state & 0x40 != 0;
            let mut at = addr;
            node.ways = short as usize;
            if short == 0 {
                at = at.checked_sub(1)?;
                // One way out has a form of its own, so that 1 stands for 256.
                node.ways = match *self.bytes.get(at)? {
                    1 => 256,
                    ways => ways as usize,
                };
            }
            at = at.checked_sub(1)?;
            node.sizes(*self.bytes.get(at)?)?;
            node.has_table = node.ways > TABLE_ABOVE;
            at = at.checked_sub(if node.has_table { 256 } else { 0 } + node.ways)?;
            node.letters = at;
            at = at.checked_sub(node.ways * (node.address_size + node.output_size))?;
            if node.is_final && node.output_size > 0 {
                at = at.checked_sub(node.output_size)?;
                node.final_output = number(self.bytes, at, node.output_size);
            }
            node.start = at;
        }
        (node.start >= HEAD).then_some(node)
    }

    /// The value of a whole name.
    pub(crate) fn get(&self, key: impl AsRef<[u8]>) -> Option<Output> {
        let (node, value) = self.follow(key.as_ref())?;
        node.is_final.then(|| Output(value.wrapping_add(node.final_output)))
    }

    /// The node behind the letters of `key`, and the value so far.
    fn follow(&self, key: &[u8]) -> Option<(Node<'f>, u64)> {
        let (mut node, mut value) = (self.root(), 0u64);
        for letter in key {
            let way = node.transition(node.find_input(*letter)?);
            value = value.wrapping_add(way.out.0);
            node = self.node(way.addr);
        }
        Some((node, value))
    }

    /// The values of the first `most` names in order that begin with `key` and have 1 to `longer` bytes more.
    pub(crate) fn longer(&self, key: &[u8], longer: usize, most: usize) -> Vec<u64> {
        let mut out = Vec::new();
        let Some((node, value)) = self.follow(key) else { return out };
        // A damaged file may hold a great many ways that end nowhere.
        let mut steps = 64 * most;
        let mut open = vec![(node, value, 0)];
        while let Some((node, value, way)) = open.pop() {
            if way >= node.ways || steps == 0 {
                continue;
            }
            steps -= 1;
            let next = node.transition(way);
            open.push((node, value, way + 1));
            let (value, node) = (value.wrapping_add(next.out.0), self.node(next.addr));
            if node.is_final {
                out.push(value.wrapping_add(node.final_output));
                if out.len() >= most {
                    break;
                }
            }
            if open.len() < longer {
                open.push((node, value, 0));
            }
        }
        out
    }
}

impl<'f> Node<'f> {
    fn sizes(&mut self, packed: u8) -> Option<()> {
        (self.address_size, self.output_size) = ((packed >> 4) as usize, (packed & 0xF) as usize);
        (self.address_size <= 8 && self.output_size <= 8).then_some(())
    }

    /// Its address.
    pub(crate) fn addr(&self) -> usize {
        self.addr
    }

    /// Whether a name ends here.
    #[inline]
    pub(crate) fn is_final(&self) -> bool {
        self.is_final
    }

    /// What the end adds to the value.
    #[inline]
    pub(crate) fn final_output(&self) -> Output {
        Output(self.final_output)
    }

    /// The way out for a letter.
    #[inline]
    pub(crate) fn find_input(&self, letter: u8) -> Option<usize> {
        if self.letters == 0 {
            return (self.ways == 1 && self.single == letter).then_some(0);
        }
        if self.has_table {
            let way = *self.bytes.get(self.letters + self.ways + letter as usize)? as usize;
            return (way < self.ways).then_some(way);
        }
        let letters = self.bytes.get(self.letters..self.letters + self.ways)?;
        letters.iter().position(|l| *l == letter).map(|at| self.ways - 1 - at)
    }

    /// A way out by its number, in the order of the letters; one that is not there leads nowhere.
    #[inline]
    pub(crate) fn transition(&self, way: usize) -> Transition {
        let nowhere = Transition { out: Output(0), addr: NOWHERE };
        if way >= self.ways {
            return nowhere;
        }
        if self.is_next {
            return Transition { addr: self.before(1), ..nowhere };
        }
        let addresses = if self.letters == 0 { self.start + self.output_size + self.address_size } else { self.letters };
        let back = number(self.bytes, addresses - (way + 1) * self.address_size, self.address_size);
        let outputs = addresses - self.ways * self.address_size;
        let out = match self.output_size {
            0 => 0,
            size => number(self.bytes, outputs - (way + 1) * size, size),
        };
        Transition { out: Output(out), addr: if back == 0 { END } else { self.before(back) } }
    }

    /// How many ways lead out.
    #[inline]
    pub(crate) fn ways(&self) -> usize {
        self.ways
    }

    /// The letter of a way out by its number, one of [`Self::ways`].
    #[inline]
    pub(crate) fn letter(&self, way: usize) -> u8 {
        if self.letters == 0 {
            return self.single;
        }
        (self.letters + self.ways).checked_sub(1 + way).and_then(|at| self.bytes.get(at)).copied().unwrap_or(0)
    }

    fn before(&self, back: u64) -> usize {
        let addr = usize::try_from(back).ok().and_then(|back| self.start.checked_sub(back));
        addr.filter(|addr| *addr >= HEAD).unwrap_or(NOWHERE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<(String, u64)> {
        let mut names: Vec<String> = (0..4000u64).map(|i| format!("{:x} deir {}", i.wrapping_mul(2_654_435_761) % 9973, i % 7)).collect();
        // More than 32 and more than 63 ways out of one node, and letters that are not abbreviated.
        names.extend((0x20u8..0x7F).map(|b| format!("z{}", b as char)));
        names.extend(["دير الزور", "харків", "a", "ab", "abcdefghijklmnop"].map(str::to_owned));
        names.sort();
        names.dedup();
        names.into_iter().zip((0u64..).map(|i| i * i * 977)).collect()
    }

    #[test]
    fn the_writer_abbreviates_the_same_letters() {
        let mut letters = [0; 64];
        for letter in 0..=u8::MAX {
            let one = fst::Map::from_iter([([letter], 0)]).unwrap();
            let bytes = one.as_fst().as_bytes();
            let bits = bytes[bytes.len() - FOOT - 1] & 0x3F;
            if bits > 0 {
                letters[usize::from(bits)] = letter;
            }
        }
        assert_eq!(letters, *ABBREVIATED);
    }

    #[test]
    fn reads_what_the_crate_writes() {
        let names = names();
        let map = fst::Map::from_iter(names.iter().map(|(n, v)| (n, *v))).unwrap();
        let ours = Fst::new(map.as_fst().as_bytes()).unwrap();
        for (name, value) in &names {
            assert_eq!(ours.get(name).map(Output::value), Some(*value), "{name}");
            assert_eq!(ours.get(format!("{name}x")).map(Output::value), map.get(format!("{name}x")));
        }
        let begins: Vec<u64> = names.iter().filter(|(n, _)| n.starts_with("ab") && n.len() > 2).map(|(_, v)| *v).collect();
        assert_eq!(ours.longer(b"ab", 20, 1000), begins);
        assert!(ours.longer(b"ab", 3, 10).is_empty());
        assert_eq!(ours.longer(b"z", 1, 1000).len(), 0x7F - 0x20);
        assert!(Fst::new(fst::Map::default().as_fst().as_bytes()).unwrap().get("").is_none());
    }

    #[test]
    fn damage_never_panics() {
        let map = fst::Map::from_iter(names()).unwrap();
        let good = map.as_fst().as_bytes().to_vec();
        for at in 0..good.len() {
            for flip in [0x01, 0x80, 0xFF] {
                let mut bytes = good.clone();
                bytes[at] ^= flip;
                let Some(fst) = Fst::new(&bytes) else { continue };
                fst.get("1f deir 3");
                if at % 64 == 0 {
                    fst.longer(b"1", 8, 100);
                }
            }
        }
        for length in 0..good.len().min(200) {
            assert!(Fst::new(&good[..length]).is_none());
        }
    }
}
