//! Telephone numbers, by the code that says where they are answered.

use super::{Text, TokenKind};

/// The codes of the telephone numbers of a text, in order: `1-806` of "806-423-1253", "(806) 423-1253" and "+1 806 423 1253",
/// and the first three digits behind another plus, of which a country's code is the beginning: `+254` of "+254 20 271 2345".
///
/// ```
/// use sitmap::text::{Text, telephone_codes};
/// let text = Text::new("Call the museum at (806) 423-1253 or the embassy at +254 20 271 2345. It sold 806-423 seats.");
/// assert_eq!(telephone_codes(&text), ["1-806", "+254"]);
/// ```
pub fn telephone_codes(text: &Text<'_>) -> Vec<String> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < text.tokens.len() {
        if text.tokens[at].kind != TokenKind::Number {
            at += 1;
            continue;
        }
        // All digits that belong together are one number, or none.
        let (groups, end) = groups(text, at);
        let plus = at > 0 && is_mark(text, at - 1, "+") && !text.tokens[at].spaced;
        out.extend(if plus { international(&groups) } else { american(&groups) });
        at = end;
    }
    out
}

/// A group of digits, and whether nothing but a blank stands before it.
type Group<'t> = (&'t str, bool);

/// Digits with the marks and blanks that may stand between them in a telephone number, from token `first` on; and where they end.
fn groups<'t>(text: &Text<'t>, first: usize) -> (Vec<Group<'t>>, usize) {
    let mut at = first;
    let mut groups: Vec<Group<'t>> = Vec::new();
    // The marks since the group before.
    let mut marks = 0;
    while let Some(token) = text.tokens.get(at).filter(|token| groups.is_empty() || !token.line_start) {
        let words = text.slice(token.span);
        match token.kind {
            TokenKind::Number if words.bytes().all(|b| b.is_ascii_digit()) => {
                groups.push((words, token.spaced && marks == 0));
                marks = 0;
            }
            // A mark with a blank before it, or one behind it, joins nothing, but for brackets.
            TokenKind::Mark if JOINTS.contains(&words) && (!token.spaced || words == "(") && joins(text, at, words) => marks += 1,
            _ => break,
        }
        at += 1;
    }
    (groups, at.max(first + 1))
}

/// What joins the groups of a number.
const JOINTS: [&str; 8] = ["-", ".", "/", "(", ")", "\u{2010}", "\u{2011}", "\u{2013}"];

fn joins(text: &Text<'_>, at: usize, mark: &str) -> bool {
    mark == ")" || text.tokens.get(at + 1).is_some_and(|next| !next.spaced)
}

fn is_mark(text: &Text<'_>, at: usize, mark: &str) -> bool {
    text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark && text.slice(t.span) == mark)
}

/// The area code of a number of the North American plan: three digits, three, and four, the first of each three none of 0 and 1.
/// Blanks alone join none: "312 415 2019" may be a row of a table.
fn american(groups: &[Group<'_>]) -> Option<String> {
    let groups = match groups {
        [("1", _), rest @ ..] => rest,
        all => all,
    };
    let [(code, _), (exchange, _), (line, blank), behind @ ..] = groups else { return None };
    let ends = behind.first().is_none_or(|(_, blank)| *blank);
    let of_plan = |digits: &str| digits.len() == 3 && !digits.starts_with(['0', '1']);
    (ends && of_plan(code) && of_plan(exchange) && line.len() == 4 && !blank).then(|| format!("1-{code}"))
}

/// What stands behind a plus: three digits, or the area code behind a 1. A number has eight digits to fifteen, with the
/// country's code; a quantity ends in zeros.
fn international(groups: &[Group<'_>]) -> Option<String> {
    let (first, _) = groups.first()?;
    if let [("1", _), (code, _), rest @ ..] = groups {
        let digits: usize = rest.iter().map(|(digits, _)| digits.len()).sum();
        return (code.len() == 3 && digits == 7 && !code.starts_with(['0', '1'])).then(|| format!("1-{code}"));
    }
    let digits: usize = groups.iter().map(|(digits, _)| digits.len()).sum();
    let round = groups.last().is_some_and(|(digits, _)| digits.bytes().all(|b| b == b'0'));
    ((8..=15).contains(&digits) && !round && !first.starts_with(['0', '1'])).then(|| format!("+{}", &first[..first.len().min(3)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        telephone_codes(&Text::new(text))
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for written in
            ["806-423-1253", "(806) 423-1253", "806.423.1253", "1-806-423-1253", "+1 806 423 1253", "806/423-1253", "806 423-1253"]
        {
            assert_eq!(codes(&format!("Call {written}.")), ["1-806"], "{written}");
        }
        for written in ["+254 20 271 2345", "+254-20-2712345", "+254202712345", "+254 (0)20 271 2345"] {
            assert_eq!(codes(&format!("Call {written}.")), ["+254"], "{written}");
        }
        assert_eq!(codes("Tickets: 903-555-0142, (519) 555-0142 24 hours a day."), ["1-903", "1-519"]);
    }

    #[test]
    fn a_number_is_read_once() {
        let numbers = ["+44 207 946 0958", "+63 917 555 1234", "+234 803 456 7890", "+57 310 456 7890", "+98 912 345 6789"];
        for (number, code) in numbers.iter().zip(["+44", "+63", "+234", "+57", "+98"]) {
            assert_eq!(codes(&format!("Write or call {number}.")), [code], "{number}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        let others = [
            "806-423",
            "12-806-423-1253",
            "806-423-1253-99",
            "106-423-1253",
            "1996-1997-2004",
            "+254 dead",
            "806 423 people",
            "0044 207 946 0958",
            "312 415 2019",
            "206\n213\n2010",
            "rose by +20 000 000",
            "by +33. 250000 people",
            "12\u{2011}806\u{2011}423\u{2011}1253",
        ];
        for other in others {
            assert_eq!(codes(other), [""; 0], "{other}");
        }
    }
}
