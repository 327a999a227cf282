//! Coordinates written out in a text: decimal degrees, degrees and minutes, MGRS, links to maps.
//!
//! Everything is latitude and longitude on WGS 84. A bare pair of decimals is a coordinate only with three decimals or
//! more on both; with a degree sign, a hemisphere or a label fewer will do.

use super::mgrs::{InvalidMgrs, Mgrs};
use super::words::{char_at, char_before, previous_word, skip_blanks, word_end};
use crate::span::Span;

/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.32;

/// How a coordinate is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// "35.3359, 40.1408", "35.3359° N 40.1408° E".
    Decimal,
    /// "35°20'09"N 40°08'27"E", "352009N 0400827E".
    Sexagesimal,
    /// "37SFU5391913456".
    Mgrs,
    /// A link to a map.
    Link,
}

/// A point written in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoordinateMention {
    /// The words; of a link the whole link.
    pub span: Span,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// The step of the last digit given, in kilometres north to south; of MGRS the side of the square.
    pub precision_km: f64,
    /// How it is written.
    pub notation: Notation,
}

/// Words that have the shape of a coordinate and cannot be one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{reason}")]
pub struct InvalidCoordinate {
    /// The words.
    pub span: Span,
    /// What is wrong, as a sentence without a full stop.
    pub reason: String,
}

type Found = Result<CoordinateMention, InvalidCoordinate>;

/// Every coordinate of `text`, in order and without overlaps; those that cannot be are errors with their place.
///
/// ```
/// use sitmap::text::coordinates;
/// // Mayadin on the Euphrates.
/// let found = coordinates("An air strike at 35.0167, 40.4500 hit a depot");
/// assert!(matches!(&found[0], Ok(point) if point.lat == 35.0167 && point.lon == 40.45));
/// ```
pub fn coordinates(text: &str) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found: Vec<Found> = Vec::new();
    let (mut at, mut floor) = (0, 0);
    // The run of signs between blanks and brackets that was last looked at for a link.
    let mut signs = Span::default();
    while let Some(start) = next_digit(bytes, at) {
        let run = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        at = run;
        if start >= signs.end {
            signs = signs_around(text, start, signs.end);
            let words = signs.slice(text);
            if words.contains("://") || words.starts_with("www.") || (words.contains('/') && is_map(words)) {
                found.extend(in_map_link(text, trim_link(text, signs)));
                at = signs.end.max(run);
                floor = at;
                continue;
            }
        }
        let before = char_before(text, start);
        let inside = matches!(before, '.' | ',' | '_') && start > 1 && bytes[start - 2].is_ascii_digit();
        let hemisphere = matches!(before, 'N' | 'S' | 'E' | 'W') && !char_before(text, start - 1).is_alphanumeric();
        if inside || (before.is_alphanumeric() && !hemisphere) {
            continue;
        }
        let point = grid(text, start, run).or_else(|| compact(text, start)).or_else(|| pair(text, start, floor));
        if let Some(point) = point {
            let span = match &point {
                Ok(point) => point.span,
                Err(error) => error.span,
            };
            at = span.end.max(run);
            floor = at;
            found.push(point);
        }
    }
    found
}

/// The first ASCII digit from `at` on. Most of a text has none: blocks of bytes are asked at once, without a branch a byte.
fn next_digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    while let Some(block) = bytes.get(at..at + BLOCK) {
        if block.iter().fold(false, |any, b| any | b.is_ascii_digit()) {
            break;
        }
        at += BLOCK;
    }
    bytes.get(at..)?.iter().position(u8::is_ascii_digit).map(|offset| at + offset)
}

/// "37SFU5391913456", "37S FU 53919 13456".
fn grid(text: &str, start: usize, run: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let band = *bytes.get(run)?;
    if run - start > 2 || !band.is_ascii_uppercase() || matches!(char_before(text, start), '-' | '.' | '/') {
        return None;
    }
    let spaced = |at: usize| if bytes.get(at) == Some(&b' ') { at + 1 } else { at };
    let square = spaced(run + 1);
    let letters = bytes.get(square..square + 2)?;
    if !letters.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let first = spaced(square + 2);
    let first_end = word_end(text, first);
    let second = spaced(first_end);
    let second_end = word_end(text, second);
    let digits = |from: usize, to: usize| bytes[from..to].iter().all(u8::is_ascii_digit).then_some(to - from);
    let first_count = digits(first, first_end)?;
    let end = match digits(second, second_end) {
        Some(count) if count == first_count && second > first_end && count > 0 => second_end,
        _ => first_end,
    };
    let figures = first_count + if end == second_end && second > first_end { first_count } else { 0 };
    let span = Span::new(start, end);
    if !(4..=10).contains(&figures) || figures % 2 == 1 {
        return None;
    }
    match span.slice(text).parse::<Mgrs>() {
        Ok(square) => {
            let (lat, lon) = square.centre();
            let precision_km = square.side_m() / 1000.0;
            Some(Ok(CoordinateMention { span, lat, lon, precision_km, notation: Notation::Mgrs }))
        }
        Err(InvalidMgrs::Shape(_)) => None,
        // Six digits and two letters in this order are hardly anything else.
        Err(error) => (figures >= 6).then(|| Err(InvalidCoordinate { span, reason: error.to_string() })),
    }
}

/// "352009N 0400827E", "3520N04008E": degrees, minutes and seconds without marks.
fn compact(text: &str, start: usize) -> Option<Found> {
    let part = |start: usize, degrees: usize, marks: [u8; 2]| {
        let bytes = text.as_bytes();
        let count = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        let mark = *bytes.get(start + count)?;
        if !(count == degrees + 2 || count == degrees + 4) || !marks.contains(&mark) {
            return None;
        }
        let number = |from: usize, to: usize| text[start + from..start + to].parse::<f64>().ok();
        let seconds = if count == degrees + 4 { number(degrees + 2, degrees + 4)? } else { 0.0 };
        let angle = Angle {
            end: start + count + 1,
            degrees: number(0, degrees)?,
            minutes: Some(number(degrees, degrees + 2)?),
            seconds: Some(seconds),
            hemisphere: Some(char::from(mark)),
            step: if count == degrees + 4 { 1.0 / 3600.0 } else { 1.0 / 60.0 },
            ..Angle::default()
        };
        (!char_at(text, angle.end).is_alphabetic()).then_some(angle)
    };
    let lat = part(start, 2, *b"NS")?;
    let mut next = lat.end;
    while matches!(char_at(text, next), ' ' | ',' | '/' | '-') {
        next += 1;
    }
    let lon = part(next, 3, *b"EW")?;
    Some(point(Span::new(start, lon.end), lat, lon, Notation::Sexagesimal))
}

/// One angle as written.
#[derive(Debug, Clone, Copy, Default)]
struct Angle {
    start: usize,
    end: usize,
    negative: bool,
    degrees: f64,
    minutes: Option<f64>,
    seconds: Option<f64>,
    hemisphere: Option<char>,
    /// Decimals of the degrees.
    decimals: usize,
    /// The size of its last digit in degrees.
    step: f64,
    /// A degree sign.
    marked: bool,
    /// "lat", "longitude".
    label: Option<Axis>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Latitude,
    Longitude,
}

impl Angle {
    /// Whether it is written as finely as coordinates are: in minutes, or with so many decimals.
    fn is_fine(&self, decimals: usize) -> bool {
        self.decimals >= decimals || self.minutes.is_some()
    }

    fn axis(&self) -> Option<Axis> {
        let lettered = |letter| if matches!(letter, 'N' | 'S') { Axis::Latitude } else { Axis::Longitude };
        self.label.or(self.hemisphere.map(lettered))
    }

    fn value(&self) -> f64 {
        let size = self.degrees + self.minutes.unwrap_or(0.0) / 60.0 + self.seconds.unwrap_or(0.0) / 3600.0;
        if self.negative || matches!(self.hemisphere, Some('S' | 'W')) { -size } else { size }
    }
}

fn hemisphere(c: char) -> Option<char> {
    let c = c.to_ascii_uppercase();
    matches!(c, 'N' | 'S' | 'E' | 'W').then_some(c)
}

/// An unsigned decimal: its value, its decimals and its end.
fn decimal(text: &str, start: usize) -> Option<(f64, usize, usize)> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes.get(from..).map_or(0, |b| b.iter().take_while(|b| b.is_ascii_digit()).count());
    let whole = run(start);
    if whole == 0 || whole > 3 {
        return None;
    }
    let point = start + whole;
    let decimals = if bytes.get(point) == Some(&b'.') { run(point + 1) } else { 0 };
    let end = if decimals > 0 { point + 1 + decimals } else { point };
    Some((text.get(start..end)?.parse().ok()?, decimals, end))
}

fn skip_mark(text: &str, at: usize, marks: &[&str]) -> Option<usize> {
    let at = skip_blanks(text, at);
    let rest = text.get(at..)?;
    marks.iter().find(|mark| rest.starts_with(**mark)).map(|mark| at + mark.len())
}

const DEGREE_MARKS: &[&str] = &["°", "º", "˚", "degrees", "deg", "&deg;"];
const MINUTE_MARKS: &[&str] = &["′", "’", "‘", "'", "´", "minutes", "min"];
const SECOND_MARKS: &[&str] = &["″", "”", "“", "\"", "''", "′′", "’’", "seconds", "sec"];

/// The angle whose first figure is at `start`; signs, hemispheres and labels before it are the caller's.
fn angle(text: &str, start: usize, style: Style) -> Option<Angle> {
    let (degrees, decimals, mut end) = decimal(text, start)?;
    let mut angle = Angle { start, degrees, decimals, step: 0.1f64.powi(decimals.min(12) as i32), ..Angle::default() };
    if let Some(after) = skip_mark(text, end, DEGREE_MARKS) {
        (angle.marked, end) = (true, after);
        if decimals == 0 {
            end = angle.finer(text, end);
        }
    } else if decimals == 0 {
        end = angle.unmarked(text, end);
    }
    let suffix = skip_blanks(text, end);
    if hemisphere_before(text, start, style).is_none()
        && let Some(letter) = hemisphere(char_at(text, suffix))
        && suffix - end <= 1
        && !char_at(text, suffix + 1).is_alphabetic()
        && (angle.marked || char_at(text, suffix).is_ascii_uppercase())
    {
        (angle.hemisphere, end) = (Some(letter), suffix + 1);
    }
    angle.end = end;
    Some(angle)
}

impl Angle {
    /// Minutes and seconds with their marks behind a degree sign; their end.
    fn finer(&mut self, text: &str, end: usize) -> usize {
        let Some((minutes, decimals, minutes_end)) = decimal(text, skip_blanks(text, end)) else { return end };
        let Some(after) = skip_mark(text, minutes_end, MINUTE_MARKS) else { return end };
        (self.minutes, self.step) = (Some(minutes), 0.1f64.powi(decimals.min(12) as i32) / 60.0);
        let Some((seconds, decimals, seconds_end)) = decimal(text, skip_blanks(text, after)) else { return after };
        let Some(closed) = skip_mark(text, seconds_end, SECOND_MARKS).filter(|_| decimals == 0 || seconds < 100.0) else {
            return after;
        };
        (self.seconds, self.step) = (Some(seconds), 0.1f64.powi(decimals.min(12) as i32) / 3600.0);
        closed
    }

    /// "35 20 09 N", "35-20-09N", "35 20.15 N": blanks or hyphens instead of marks, which a hemisphere must close.
    fn unmarked(&mut self, text: &str, end: usize) -> usize {
        let separator = char_at(text, end);
        if !matches!(separator, ' ' | '-' | ':') {
            return end;
        }
        let Some((minutes, places, minutes_end)) = decimal(text, end + 1) else { return end };
        let seconds = decimal(text, minutes_end + 1).filter(|_| char_at(text, minutes_end) == separator && places == 0);
        let last = seconds.map_or(minutes_end, |(_, _, end)| end);
        let letter = skip_blanks(text, last);
        let closes = matches!(char_at(text, letter), 'N' | 'S' | 'E' | 'W') && !char_at(text, letter + 1).is_alphabetic();
        if !closes || letter - last > 1 {
            return end;
        }
        self.minutes = Some(minutes);
        self.step = 0.1f64.powi(places.min(12) as i32) / 60.0;
        if let Some((seconds, places, _)) = seconds {
            self.seconds = Some(seconds);
            self.step = 0.1f64.powi(places.min(12) as i32) / 3600.0;
        }
        last
    }
}

const LABELS: &[(&str, Axis)] = &[
    ("latitude", Axis::Latitude),
    ("lat", Axis::Latitude),
    ("longitude", Axis::Longitude),
    ("long", Axis::Longitude),
    ("lon", Axis::Longitude),
    ("lng", Axis::Longitude),
];

/// A label that ends right before `end`, blanks, colons and the like aside, with its start.
fn label_before(text: &str, end: usize) -> Option<(usize, Axis)> {
    let before = text.get(..end)?.trim_end_matches([' ', ':', '=', '.', '"', '\'', '\u{a0}', '(']);
    LABELS.iter().find_map(|(label, axis)| {
        let start = before.len().checked_sub(label.len())?;
        let matches = before.get(start..)?.eq_ignore_ascii_case(label);
        (matches && !char_before(text, start).is_alphanumeric()).then_some((start, *axis))
    })
}

/// "N35.33", "E 40.14": a lone capital before byte `end`, one blank aside, with its start.
///
/// With blanks on both sides it belongs to the figure behind which it stands, unless that has one before it (`style`).
fn hemisphere_before(text: &str, end: usize, style: Style) -> Option<(usize, char)> {
    let glued = char_before(text, end) != ' ';
    let before = if glued { end } else { end - 1 };
    let letter = char_before(text, before);
    if !matches!(letter, 'N' | 'S' | 'E' | 'W') {
        return None;
    }
    let start = before - 1;
    let figures = text[..start].trim_end_matches(' ');
    let mark = char_before(figures, figures.len());
    let behind = mark.is_ascii_digit() || matches!(mark, '°' | 'º' | '˚' | '"' | '\'' | '′' | '″' | '’' | '”');
    let touches = figures.len() == start;
    let taken = behind && style == Style::Open && (touches || !glued);
    let glued_to_word = touches && mark.is_alphanumeric();
    (!taken && !glued_to_word).then_some((start, letter))
}

/// Whether the first angle of a pair showed that hemispheres stand before the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Open,
    LetterFirst,
}

/// Takes in the sign, the hemisphere and the label before the angle, back to `floor`.
fn with_prefix(text: &str, mut angle: Angle, floor: usize, style: Style) -> Angle {
    let sign = char_before(text, angle.start);
    if matches!(sign, '-' | '−') && angle.start - sign.len_utf8() >= floor {
        let at = angle.start - sign.len_utf8();
        if !char_before(text, at).is_alphanumeric() {
            (angle.negative, angle.start) = (true, at);
        }
    } else if sign == '+' && angle.start > floor {
        angle.start -= 1;
    }
    if angle.hemisphere.is_none()
        && let Some((start, letter)) = hemisphere_before(text, angle.start, style).filter(|(start, _)| *start >= floor)
    {
        (angle.hemisphere, angle.start) = (Some(letter), start);
    }
    if let Some((start, axis)) = label_before(text, angle.start).filter(|(start, _)| *start >= floor) {
        (angle.label, angle.start) = (Some(axis), start);
    }
    angle
}

/// Two angles side by side.
fn pair(text: &str, start: usize, floor: usize) -> Option<Found> {
    let first = angle(text, start, Style::Open)?;
    // Between the two stand blanks, a comma, a semicolon, a slash, "and", or the label and sign of the second.
    let next = first.end + text.get(first.end..)?.bytes().take(24).position(|b| b.is_ascii_digit())?;
    let first = with_prefix(text, first, floor, Style::Open);
    let letter_first = first.hemisphere.is_some() && !char_before(text, first.end).is_ascii_uppercase();
    let style = if letter_first { Style::LetterFirst } else { Style::Open };
    let second = with_prefix(text, angle(text, next, style)?, first.end, style);
    let between = text.get(first.end..second.start)?;
    let joined = between.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '"' | '\'' | '،'));
    if between.is_empty() && first.hemisphere.is_none() || !matches!(joined, "" | "and" | "by") {
        return None;
    }
    let (lat, lon) = match (first.axis(), second.axis()) {
        (Some(Axis::Longitude), Some(Axis::Latitude)) => (second, first),
        (Some(a), Some(b)) if a == b => return None,
        (Some(_), None) | (None, Some(_)) if first.minutes.is_none() && first.decimals < 3 => return None,
        (Some(Axis::Longitude), None) | (None, Some(Axis::Latitude)) => (second, first),
        _ => (first, second),
    };
    let both = |holds: fn(&Angle) -> bool| holds(&first) && holds(&second);
    let lettered = both(|a| a.hemisphere.is_some() || a.label.is_some());
    // Behind a name in brackets two decimals do: "the village of Zarzura (35.10, 40.55)".
    let enough = if is_bracketed(text, first.start, second.end) { 2 } else { 3 };
    let fine = first.is_fine(enough) && second.is_fine(enough);
    if !lettered && !fine
        || lettered && !both(|a| a.marked || a.decimals > 0 || a.minutes.is_some() || a.degrees >= 10.0 || a.label.is_some())
    {
        return None;
    }
    let bare = !lettered && !both(|a| a.marked);
    if bare && (!joined.is_empty() || !is_plain(text, first.start, second.end, between)) {
        return None;
    }
    let notation = if lat.minutes.is_some() || lon.minutes.is_some() { Notation::Sexagesimal } else { Notation::Decimal };
    let found = point(Span::new(first.start, second.end), lat, lon, notation);
    // A bare pair out of range is called a coordinate only where nobody would write so many decimals otherwise.
    (found.is_ok() || !bare || both(|a| a.decimals >= 4)).then_some(found)
}

/// Whether a pair fills the brackets behind a name: a word with a capital and small letters.
fn is_bracketed(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|t| t.trim_end().strip_suffix('(')).map(str::trim_end);
    let closed = text.get(end..).is_some_and(|t| t.trim_start().starts_with(')'));
    let name = before.and_then(|before| previous_word(before, before.len()).map(|(from, to)| &before[from..to]));
    closed && name.is_some_and(|n| n.starts_with(char::is_uppercase) && n.chars().any(char::is_lowercase))
}

/// Whether a bare pair stands alone: no money, no per cent, no third figure, no version number.
fn is_plain(text: &str, start: usize, end: usize, between: &str) -> bool {
    let before = char_before(text, start);
    let money = matches!(before, '$' | '€' | '£' | '#' | '.' | '/' | '=') || before.is_alphanumeric();
    let earlier = text[..start].trim_end().strip_suffix(',').is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()));
    let next = char_at(text, end);
    let after = next.is_alphanumeric() || matches!(next, '%' | '/' | '°');
    let listed = matches!(next, ',' | '.') && char_at(text, end + 1).is_ascii_digit()
        || next == ',' && char_at(text, skip_blanks(text, end + 1)).is_ascii_digit();
    !money && !earlier && !after && !listed && (between.contains([',', ';', '/', '|', '،']) || between.chars().all(char::is_whitespace))
}

fn point(span: Span, lat: Angle, lon: Angle, notation: Notation) -> Found {
    let problem = |reason: String| Err(InvalidCoordinate { span, reason });
    for angle in [&lat, &lon] {
        for (name, part) in [("minutes", angle.minutes), ("seconds", angle.seconds)] {
            if let Some(value) = part.filter(|value| *value >= 60.0) {
                return problem(format!("{value} {name} are more than a full {}", if name == "minutes" { "degree" } else { "minute" }));
            }
        }
    }
    let (north, east) = (lat.value(), lon.value());
    if north.abs() > 90.0 {
        let swapped = if east.abs() <= 90.0 { "; the longitude may have been written first" } else { "" };
        return problem(format!("latitude {north} is beyond 90 degrees{swapped}"));
    }
    if east.abs() > 180.0 {
        return problem(format!("longitude {east} is beyond 180 degrees"));
    }
    let precision_km = lat.step.max(lon.step) * KM_PER_DEGREE;
    Ok(CoordinateMention { span, lat: north, lon: east, precision_km, notation })
}

/// The run of signs without blanks or brackets around byte `at`, from `floor` on.
fn signs_around(text: &str, at: usize, floor: usize) -> Span {
    let opens = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '[' | '(' | '{');
    let closes = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ']' | ')' | '}');
    let start = text[floor..at].rfind(opens).map_or(floor, |i| floor + i + char_at(text, floor + i).len_utf8());
    Span::new(start, text[at..].find(closes).map_or(text.len(), |i| at + i))
}

fn trim_link(text: &str, link: Span) -> Span {
    Span::new(link.start, link.start + link.slice(text).trim_end_matches(['.', ',', ';', '\'', '’']).len())
}

fn is_map(link: &str) -> bool {
    let hosts = ["google.", "goo.gl/maps", "openstreetmap.org", "osm.org", "wikimapia.org", "bing.com", "yandex.", "maps.apple.com"];
    hosts.iter().any(|host| link.contains(host))
}

/// What stands before the pair of a map link, the most exact first.
const LINK_MARKS: &[&str] =
    &["mlat=", "!3d", "#map=", "?q=", "&q=", "query=", "/place/", "/search/", "/dir//", "?ll=", "&ll=", "cp=", "lat=", "/@", "@"];

/// The point of a map link; the marker is better than the middle of the window, and stands first in the list.
fn in_map_link(text: &str, span: Span) -> Option<Found> {
    let link = span.slice(text);
    if !is_map(link) {
        return None;
    }
    let longitude_first = link.contains("yandex.");
    LINK_MARKS.iter().find_map(|mark| {
        let at = link.find(mark)? + mark.len();
        // "#map=12/35.33/40.14" has the zoom first.
        let at = if *mark == "#map=" { at + link[at..].find('/')? + 1 } else { at };
        let first = signed(link, at)?;
        let gap = link[first.end..].find(|c: char| c.is_ascii_digit() || c == '-')?;
        let allowed = ["", "/", ",", "~", "%2C", "%2c", ",+", ", ", "!4d", "&mlon=", "&lon=", "&lng="];
        let percent = link[first.end..].strip_prefix("%2C").or_else(|| link[first.end..].strip_prefix("%2c"));
        let gap = if percent.is_some() { 3 } else { gap };
        // The digit of "!4d" is no figure of the longitude.
        let gap = if link[first.end..].starts_with("!4d") { 3 } else { gap };
        allowed.contains(&&link[first.end..first.end + gap]).then_some(())?;
        let second = signed(link, first.end + gap)?;
        if first.decimals == 0 || second.decimals == 0 {
            return None;
        }
        let (lat, lon) = if longitude_first && mark.contains("ll=") { (second, first) } else { (first, second) };
        Some(point(span, lat, lon, Notation::Link))
    })
}

fn signed(link: &str, at: usize) -> Option<Angle> {
    let negative = link[at..].starts_with('-');
    let start = at + usize::from(negative || link[at..].starts_with('+'));
    let (degrees, decimals, end) = decimal(link, start)?;
    Some(Angle { start: at, end, negative, degrees, decimals, step: 0.1f64.powi(decimals.min(12) as i32), ..Angle::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Notation as N;

    #[test]
    fn forms_of_one_point() {
        let table: &[(&str, &str, f64, f64, N)] = &[
            ("at 35.3359, 40.1408 they", "35.3359, 40.1408", 35.3359, 40.1408, N::Decimal),
            ("the village of Zarzura (35.10, 40.55) fell", "35.10, 40.55", 35.10, 40.55, N::Decimal),
            ("(35.3359,40.1408)", "35.3359,40.1408", 35.3359, 40.1408, N::Decimal),
            ("at 35.3359 40.1408 they", "35.3359 40.1408", 35.3359, 40.1408, N::Decimal),
            ("at -35.3359, -40.1408.", "-35.3359, -40.1408", -35.3359, -40.1408, N::Decimal),
            ("35.3359° N 40.1408° E", "35.3359° N 40.1408° E", 35.3359, 40.1408, N::Decimal),
            ("35.3359°N, 40.1408°W", "35.3359°N, 40.1408°W", 35.3359, -40.1408, N::Decimal),
            ("40.14°E 35.33°S", "40.14°E 35.33°S", -35.33, 40.14, N::Decimal),
            ("N35.33 E40.14", "N35.33 E40.14", 35.33, 40.14, N::Decimal),
            ("N 35.33, E 40.14", "N 35.33, E 40.14", 35.33, 40.14, N::Decimal),
            ("35.33N 40.14E", "35.33N 40.14E", 35.33, 40.14, N::Decimal),
            ("lat: 35.33, lon: 40.14", "lat: 35.33, lon: 40.14", 35.33, 40.14, N::Decimal),
            ("(Latitude 35.33, Longitude -40.14)", "Latitude 35.33, Longitude -40.14", 35.33, -40.14, N::Decimal),
            ("lon=40.14 lat=35.33", "lon=40.14 lat=35.33", 35.33, 40.14, N::Decimal),
            ("35°20'09\"N 40°08'27\"E", "35°20'09\"N 40°08'27\"E", 35.335_833, 40.140_833, N::Sexagesimal),
            ("35° 20′ 09″ N, 40° 08′ 27″ W", "35° 20′ 09″ N, 40° 08′ 27″ W", 35.335_833, -40.140_833, N::Sexagesimal),
            ("35°20’09”N, 40°08’27”E", "35°20’09”N, 40°08’27”E", 35.335_833, 40.140_833, N::Sexagesimal),
            ("35°20'N 40°08'E", "35°20'N 40°08'E", 35.333_333, 40.133_333, N::Sexagesimal),
            ("35°20.15'N 40°08.45'E", "35°20.15'N 40°08.45'E", 35.335_833, 40.140_833, N::Sexagesimal),
            ("N35°20'09\" E40°08'27\"", "N35°20'09\" E40°08'27\"", 35.335_833, 40.140_833, N::Sexagesimal),
            ("35 20 09 N, 40 08 27 E", "35 20 09 N, 40 08 27 E", 35.335_833, 40.140_833, N::Sexagesimal),
            ("35-20-09N 040-08-27E", "35-20-09N 040-08-27E", 35.335_833, 40.140_833, N::Sexagesimal),
            ("352009N 0400827E", "352009N 0400827E", 35.335_833, 40.140_833, N::Sexagesimal),
            ("3520N04008E", "3520N04008E", 35.333_333, 40.133_333, N::Sexagesimal),
            (
                "https://www.google.com/maps/@35.3359,40.1408,15z.",
                "https://www.google.com/maps/@35.3359,40.1408,15z",
                35.3359,
                40.1408,
                N::Link,
            ),
            ("see https://maps.google.com/?q=35.3359,40.1408 now", "https://maps.google.com/?q=35.3359,40.1408", 35.3359, 40.1408, N::Link),
            (
                "https://www.google.com/maps/place/X/@35.1,40.1,15z/data=!3d35.3359!4d40.1408",
                "https://www.google.com/maps/place/X/@35.1,40.1,15z/data=!3d35.3359!4d40.1408",
                35.3359,
                40.1408,
                N::Link,
            ),
            (
                "(https://www.openstreetmap.org/#map=12/35.3359/40.1408)",
                "https://www.openstreetmap.org/#map=12/35.3359/40.1408",
                35.3359,
                40.1408,
                N::Link,
            ),
            (
                "https://www.openstreetmap.org/?mlat=35.3359&mlon=40.1408#map=12/35.1/40.2",
                "https://www.openstreetmap.org/?mlat=35.3359&mlon=40.1408#map=12/35.1/40.2",
                35.3359,
                40.1408,
                N::Link,
            ),
            (
                "http://wikimapia.org/#lang=en&lat=35.3359&lon=40.1408&z=12",
                "http://wikimapia.org/#lang=en&lat=35.3359&lon=40.1408&z=12",
                35.3359,
                40.1408,
                N::Link,
            ),
            (
                "https://www.bing.com/maps?cp=35.3359~-40.1408&lvl=11",
                "https://www.bing.com/maps?cp=35.3359~-40.1408&lvl=11",
                35.3359,
                -40.1408,
                N::Link,
            ),
            (
                "https://yandex.com/maps/?ll=40.1408%2C35.3359&z=12",
                "https://yandex.com/maps/?ll=40.1408%2C35.3359&z=12",
                35.3359,
                40.1408,
                N::Link,
            ),
        ];
        for (text, words, lat, lon, notation) in table {
            let found = coordinates(text);
            let [Ok(point)] = found.as_slice() else { panic!("{text:?}: {found:?}") };
            assert_eq!((point.span.slice(text), point.notation), (*words, *notation), "{text:?}");
            assert!((point.lat - lat).abs() < 1e-5 && (point.lon - lon).abs() < 1e-5, "{text:?}: {point:?}");
        }
    }

    #[test]
    fn grid_references() {
        for text in ["at 37SFU5391913456.", "at 37S FU 53919 13456.", "at 37SFU 53919 13456.", "at 37S FU 5391913456."] {
            let found = coordinates(text);
            let [Ok(point)] = found.as_slice() else { panic!("{text:?}: {found:?}") };
            assert_eq!((point.span.start, point.span.end), (3, text.len() - 1));
            assert_eq!((point.precision_km, point.notation), (0.001, N::Mgrs));
            assert!((32.0..40.0).contains(&point.lat) && (39.0..42.0).contains(&point.lon), "{point:?}");
        }
        assert!(matches!(coordinates("4QFJ1267").as_slice(), [Ok(point)] if point.precision_km == 1.0));
    }

    #[test]
    fn precision_follows_the_digits() {
        let precision = |text: &str| coordinates(text)[0].as_ref().map(|p| p.precision_km).unwrap();
        assert!((precision("35.3359, 40.1408") - 0.0111).abs() < 1e-4);
        assert!((precision("35.33N 40.1E") - 11.132).abs() < 1e-6);
        assert!((precision("35°20'N 40°08'E") - 1.855).abs() < 1e-3);
        assert!((precision("35°20'09\"N 40°08'27\"E") - 0.0309).abs() < 1e-4);
    }

    #[test]
    fn impossible_coordinates_say_why() {
        let table = [
            ("at 95.1234, 40.1408 they", "latitude 95.1234 is beyond 90 degrees; the longitude may have been written first"),
            ("35°75'09\"N 40°08'27\"E", "75 minutes are more than a full degree"),
            ("35°20'75\"N 40°08'27\"E", "75 seconds are more than a full minute"),
            ("35.1°N 190.2°E", "longitude 190.2 is beyond 180 degrees"),
            ("37IFU5391913456", "there is no latitude band I"),
            ("61SFU5391913456", "grid zone 61 is not between 1 and 60"),
        ];
        for (text, reason) in table {
            let found = coordinates(text);
            let [Err(error)] = found.as_slice() else { panic!("{text:?}: {found:?}") };
            assert_eq!(error.to_string(), reason, "{text:?}");
            assert!(!error.span.slice(text).is_empty());
        }
    }

    #[test]
    fn other_figures_are_no_coordinates() {
        for text in [
            "the odds (1.25, 2.37) and Table (12.50, 33.75",
            "95% CI (1.25, 2.37)",
            "a score of 3.5, 4.5",
            "3.50, 4.50",
            "version 1.234.5678",
            "$3.555, 4.555",
            "3.123%, 4.123%",
            "35.123, 40.123, 45.123",
            "between 35°, 40°",
            "5 S, 4 W",
            "on 12 May, 14 died",
            "a 10 N 20",
            "35.33N only",
            "T-55 and 2S19",
            "12 ABC 1234",
            "https://example.org/35.3359,40.1408",
            "www.example.org/2017/09/35.3359/40.1408",
            "122.123mm, 40.123mm",
            "at 14:30, 15:40",
        ] {
            assert_eq!(coordinates(text), [], "{text:?}");
        }
    }

    #[test]
    fn several_points_in_one_text() {
        let text = "From 35.3359, 40.1408 to 36.1000, 41.2000; then 37SFU5391913456 and http://osm.org/#map=5/1.25/2.5";
        let words: Vec<_> = coordinates(text).into_iter().map(|p| p.unwrap().span.slice(text)).collect();
        assert_eq!(words, ["35.3359, 40.1408", "36.1000, 41.2000", "37SFU5391913456", "http://osm.org/#map=5/1.25/2.5"]);
    }

    #[test]
    fn any_text_is_read_without_panic_and_spans_fall_on_characters() {
        let parts = [
            "35.3359",
            "40",
            "°",
            "′",
            "'",
            "\"",
            "”",
            " ",
            ", ",
            "N",
            "E",
            "-",
            "−",
            "lat: ",
            "37S",
            "FU",
            "1234",
            "https://osm.org/",
            "@",
            "?q=",
            "mlat=",
            "&mlon=",
            "%2C",
            "#map=",
            "/",
            "ї",
            "💥",
            ".",
            "!3d",
            "!4d",
            "\u{a0}",
            "۳",
            "(",
            "yandex.",
        ];
        let mut seed = 13u64;
        for _ in 0..60_000 {
            let mut text = String::new();
            for _ in 0..9 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(parts[(seed >> 33) as usize % parts.len()]);
            }
            let mut last = 0;
            for found in coordinates(&text) {
                let span = found.as_ref().map_or_else(|e| e.span, |p| p.span);
                assert!(text.get(span.start..span.end).is_some() && span.start >= last, "{text:?} {found:?}");
                assert!(found.is_err() || found.is_ok_and(|p| p.lat.abs() <= 90.0 && p.lon.abs() <= 180.0), "{text:?}");
                last = span.end;
            }
        }
    }
}
