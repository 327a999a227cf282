//! A report's text with its place names marked, and the table of its places beneath.

use crate::feature::{PlaceRow, ReportPlaces};

/// One line of the table: a place, or a name without one, and how the report writes it.
struct Line<'r> {
    first: &'r PlaceRow,
    /// Spellings in the order in which they come, and how often each.
    written: Vec<(&'r str, usize)>,
    least: f64,
    most: f64,
}

/// How names are marked.
struct Marks {
    before: &'static str,
    after: &'static str,
    quiet: &'static str,
    end: &'static str,
}

/// For files and pipes.
const PLAIN: Marks = Marks { before: "[", after: "]", quiet: "", end: "" };

/// For a terminal: bold and underlined, the number dim.
const COLOURED: Marks = Marks { before: "\x1b[1;4;36m", after: "\x1b[0m", quiet: "\x1b[2m", end: "\x1b[0m" };

/// The page of one report.
pub(super) fn page(report: &ReportPlaces, text: Option<&str>, remarks: Option<&str>, colour: bool) -> String {
    let marks = if colour { COLOURED } else { PLAIN };
    let (lines, numbers) = lines(report);
    let mut out = format!("{}\n\n", visible(&report.id));
    if let Some(text) = text {
        mark(&mut out, text, report, &numbers, &marks);
        out.push_str("\n\n");
    }
    if lines.is_empty() {
        out.push_str("no place names found\n");
        return out;
    }
    let rows: Vec<[String; 6]> = lines.iter().enumerate().map(|(i, line)| cells(i + 1, line)).collect();
    let width = |column: usize| rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(width).collect();
    for row in &rows {
        let mut line = String::from(" ");
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate().filter(|(_, (_, width))| **width > 0) {
            let room = " ".repeat(width - cell.chars().count());
            line.push_str(&if column == 0 { format!(" {room}{cell}") } else { format!("  {cell}{room}") });
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let names = counted(report.places.len(), "name");
    let places = counted(lines.iter().filter(|l| l.first.place.is_some()).count(), "place");
    out.push_str(&format!("\n{}{names} of {places}. Machine-coded, not verified.{}\n", marks.quiet, marks.end));
    if let Some(remarks) = remarks {
        out.push_str(&format!("\n{remarks}\n"));
    }
    out
}

/// The distinct places in the order in which they are first named, and for each name the number of its line.
fn lines(report: &ReportPlaces) -> (Vec<Line<'_>>, Vec<usize>) {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut numbers = Vec::with_capacity(report.places.len());
    for row in &report.places {
        let same = |line: &Line<'_>| match (&line.first.place, &row.place) {
            (Some(a), Some(b)) => a.id == b.id,
            (None, None) => line.first.text == row.text,
            _ => false,
        };
        let at = lines.iter().position(same).unwrap_or_else(|| {
            lines.push(Line { first: row, written: Vec::new(), least: row.confidence, most: row.confidence });
            lines.len() - 1
        });
        numbers.push(at + 1);
        let line = &mut lines[at];
        (line.least, line.most) = (line.least.min(row.confidence), line.most.max(row.confidence));
        match line.written.iter_mut().find(|(words, _)| *words == row.text) {
            Some((_, count)) => *count += 1,
            None => line.written.push((&row.text, 1)),
        }
    }
    (lines, numbers)
}

/// Number, place, kind, coordinates, confidence, how it is written.
fn cells(number: usize, line: &Line<'_>) -> [String; 6] {
    let row = line.first;
    let (name, kind, at) = match &row.place {
        Some(p) => {
            let admin1 = p.admin1.as_deref().filter(|a| *a != p.name);
            let within: Vec<&str> = [Some(p.name.as_str()), admin1, p.country.as_deref()].into_iter().flatten().collect();
            (within.join(", "), p.kind.to_owned(), format!("{:.4}, {:.4}", p.lat, p.lon))
        }
        None if row.alternatives.is_empty() => ("in no gazetteer".to_owned(), String::new(), String::new()),
        None => {
            let perhaps: Vec<&str> = row.alternatives.iter().take(2).map(|a| a.name.as_str()).collect();
            (format!("too unsure; perhaps {}", perhaps.join(" or ")), String::new(), String::new())
        }
    };
    let sure = if line.most - line.least < 0.005 { format!("{:.2}", line.least) } else { format!("{:.2}–{:.2}", line.least, line.most) };
    let times = |(words, count): &(&str, usize)| if *count == 1 { visible(words) } else { format!("{} ×{count}", visible(words)) };
    let written: Vec<String> = line.written.iter().map(times).collect();
    [number.to_string(), visible(&name), kind, at, sure, written.join(", ")]
}

/// The text with every name in its marks, followed by the number of its place.
fn mark(out: &mut String, text: &str, report: &ReportPlaces, numbers: &[usize], marks: &Marks) {
    let mut names = report.places.iter().zip(numbers).peekable();
    for (i, c) in text.trim_end().chars().enumerate() {
        while names.peek().is_some_and(|(row, _)| row.span[1] == i) {
            close(out, names.next().map(|(_, n)| *n), marks);
        }
        if names.peek().is_some_and(|(row, _)| row.span[0] == i) {
            out.push_str(marks.before);
        }
        out.push(if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c });
    }
    if let Some((_, number)) = names.next() {
        close(out, Some(*number), marks);
    }
}

fn close(out: &mut String, number: Option<usize>, marks: &Marks) {
    out.push_str(marks.after);
    if let Some(number) = number {
        out.push_str(marks.quiet);
        out.extend(number.to_string().bytes().map(superscript));
        out.push_str(marks.end);
    }
}

fn superscript(digit: u8) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    DIGITS[usize::from(digit.wrapping_sub(b'0')) % 10]
}

/// In one line, and without what a terminal would obey.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::PlaceRecord;

    fn row(span: [usize; 2], text: &str, id: Option<&str>) -> PlaceRow {
        let place = |id: &str| PlaceRecord {
            id: id.to_owned(),
            name: text.to_owned(),
            lat: 34.73,
            lon: 36.71,
            country: Some("SY".to_owned()),
            iso3: Some("SYR"),
            admin1: None,
            admin1_code: None,
            admin2: None,
            admin2_code: None,
            code: None,
            kind: "city",
        };
        PlaceRow { span, text: text.to_owned(), form: "name", place: id.map(place), confidence: 0.9, alternatives: Vec::new() }
    }

    #[test]
    fn names_are_marked_and_listed_once_a_place() {
        let text = "\u{1b}[2JÀ Homs, Hims et Xyzzyqa";
        let at = |words: &str| {
            let start = text[..text.find(words).expect("there")].chars().count();
            [start, start + words.len()]
        };
        let places = vec![
            row(at("Homs"), "Homs", Some("gn:169577")),
            row(at("Hims"), "Hims", Some("gn:169577")),
            row(at("Xyzzyqa"), "Xyzzyqa", None),
        ];
        let page = page(&ReportPlaces { id: "r".to_owned(), places }, Some(text), None, false);
        assert!(page.contains(" [2JÀ [Homs]¹, [Hims]¹ et [Xyzzyqa]²\n"), "{page}");
        assert!(page.contains("  1  Homs, SY         city  34.7300, 36.7100  0.90  Homs, Hims\n"), "{page}");
        assert!(page.contains("  2  in no gazetteer") && page.contains("3 names of 1 place."), "{page}");
        assert!(!page.contains('\u{1b}'));
    }
}
