//! Telephone numbers, by the code that says where they are answered.

use super::{Text, Token, TokenKind};

/// The codes of the telephone numbers of a text, in order: `1-806` of "806-423-1253", "(806) 423-1253" and "+1 806 423 1253",
/// and what stands behind the plus of "+254 20 271 2345", of which the country's code is the beginning: `+254`.
///
/// ```
/// use sitmap::text::{Text, telephone_codes};
/// let text = Text::new("Call the museum at (806) 423-1253 or the embassy at +254 20 271 2345. It sold 806-423 seats.");
/// assert_eq!(telephone_codes(&text), ["1-806", "+254"]);
/// ```
pub fn telephone_codes(text: &Text<'_>) -> Vec<String> {
    (0..text.tokens.len()).filter_map(|at| area_code(text, at).or_else(|| behind_plus(text, at))).collect()
}

/// The number of so many digits at token `at`.
fn digits<'t>(text: &Text<'t>, at: usize, count: std::ops::RangeInclusive<usize>) -> Option<&'t str> {
    let token = text.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    let words = text.slice(token.span);
    (count.contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit())).then_some(words)
}

fn mark(text: &Text<'_>, at: usize, marks: &[&str]) -> bool {
    text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark && marks.contains(&text.slice(t.span)))
}

/// The area code of a number of the North American plan that begins at token `at`: three digits, three, and four.
fn area_code(text: &Text<'_>, at: usize) -> Option<String> {
    let code = digits(text, at, 3..=3).filter(|code| is_of_plan(code))?;
    // "1-806-423-1253" begins with the country's code; any other number joined before it makes it another thing.
    let joined = at > 1 && mark(text, at - 1, &["-", ".", "/"]) && !text.tokens[at].spaced;
    if joined && digits(text, at - 2, 1..=1) != Some("1") {
        return None;
    }
    let exchange = next_group(text, at)?;
    digits(text, exchange, 3..=3).filter(|digits| is_of_plan(digits))?;
    let line = next_group(text, exchange)?;
    digits(text, line, 4..=4)?;
    let goes_on = mark(text, line + 1, &["-", "."]) && text.tokens.get(line + 2).is_some_and(|t| is_number(t) && !t.spaced);
    (!goes_on).then(|| format!("1-{code}"))
}

/// Area codes and exchanges of the plan begin with none of 0 and 1.
fn is_of_plan(digits: &str) -> bool {
    !digits.starts_with(['0', '1'])
}

fn is_number(token: &Token) -> bool {
    token.kind == TokenKind::Number
}

/// The token of the next group of digits: behind a hyphen, a full stop, a bracket or a blank.
fn next_group(text: &Text<'_>, at: usize) -> Option<usize> {
    let behind = at + 1 + usize::from(mark(text, at + 1, &[")"]));
    let behind = behind + usize::from(mark(text, behind, &["-", ".", "/", "\u{2013}", "\u{2011}"]));
    (behind > at + 1 || text.tokens.get(behind).is_some_and(|t| t.spaced)).then_some(behind)
}

/// What stands behind a plus, the first three digits of it at most, where at least seven follow.
fn behind_plus(text: &Text<'_>, at: usize) -> Option<String> {
    if !mark(text, at, &["+"]) || text.tokens.get(at + 1).is_none_or(|t| t.spaced) {
        return None;
    }
    let first = digits(text, at + 1, 1..=15)?;
    let more: usize = (at + 2..at + 10).map_while(|at| rest(text, at)).sum();
    (first.len() + more >= 8 && !first.starts_with(['0', '1'])).then(|| format!("+{}", &first[..first.len().min(3)]))
}

/// How many digits a further token of a number has; `None` where it is none.
fn rest(text: &Text<'_>, at: usize) -> Option<usize> {
    let is_joint = mark(text, at, &["-", "(", ")", "."]);
    digits(text, at, 1..=12).map(str::len).or(is_joint.then_some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        telephone_codes(&Text::new(text))
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for written in ["806-423-1253", "(806) 423-1253", "806.423.1253", "1-806-423-1253", "+1 806 423 1253", "806/423-1253"] {
            assert_eq!(codes(&format!("Call {written}.")), ["1-806"], "{written}");
        }
        for written in ["+254 20 271 2345", "+254-20-2712345", "+254202712345", "+254 (0)20 271 2345"] {
            assert_eq!(codes(&format!("Call {written}.")), ["+254"], "{written}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for other in ["806-423", "12-806-423-1253", "806-423-1253-99", "106-423-1253", "1996-1997-2004", "+254 dead", "806 423 people"] {
            assert_eq!(codes(other), [""; 0], "{other}");
        }
    }
}
