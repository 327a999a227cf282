//! Reading the codebook's tables: tab-separated, `#` for comments, a header line that names the columns.

use crate::error::{Error, Result};

/// One row of a table, its cells in the order of the columns asked for.
#[derive(Debug, Clone)]
pub(crate) struct Row<'t> {
    file: &'t str,
    line: u64,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The cell of column `index`; empty where the row ends before it.
    pub(crate) fn cell(&self, index: usize) -> &'t str {
        self.cells.get(index).copied().unwrap_or("")
    }

    /// The parts of a cell that lists several, joined by `|`.
    pub(crate) fn list(&self, index: usize) -> impl Iterator<Item = &'t str> {
        self.cell(index).split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    /// An error about this row.
    pub(crate) fn wrong(&self, message: impl Into<String>) -> Error {
        Error::data(message).on(self.file).at_line(self.line)
    }

    /// A cell that must not be empty.
    pub(crate) fn required(&self, index: usize, column: &str) -> Result<&'t str> {
        match self.cell(index) {
            "" => Err(self.wrong(format!("column {column} is empty"))),
            cell => Ok(cell),
        }
    }

    /// A cell that is a number, or `default` where it is empty.
    pub(crate) fn number(&self, index: usize, column: &str, default: f32) -> Result<f32> {
        match self.cell(index) {
            "" => Ok(default),
            cell => cell.parse().map_err(|_| self.wrong(format!("column {column}: {cell:?} is no number"))),
        }
    }
}

/// Reads a table that has exactly the columns named, in any order.
pub(crate) fn rows<'t>(file: &'t str, text: &'t str, columns: &[&str]) -> Result<Vec<Row<'t>>> {
    rows_with(file, text, columns, columns.len())
}

/// Reads a table of which the first `required` columns must be there; the cells of another that is missing are empty.
pub(crate) fn rows_with<'t>(file: &'t str, text: &'t str, columns: &[&str], required: usize) -> Result<Vec<Row<'t>>> {
    let mut order: Option<Vec<usize>> = None;
    let mut out = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let at = number as u64 + 1;
        let Some(order) = &order else {
            order = Some(header(file, at, line, columns, required)?);
            continue;
        };
        let mut cells = vec![""; columns.len()];
        for (position, cell) in line.split('\t').enumerate() {
            match order.get(position) {
                Some(column) => cells[*column] = cell.trim(),
                None if cell.trim().is_empty() => {}
                None => {
                    let message = format!("{} cells, but the header names {} columns", position + 1, order.len());
                    return Err(Error::data(message).on(file).at_line(at));
                }
            }
        }
        out.push(Row { file, line: at, cells });
    }
    match order {
        Some(_) => Ok(out),
        None => Err(Error::data(format!("no header; expected the columns {}", columns.join(", "))).on(file)),
    }
}

fn header(file: &str, at: u64, line: &str, columns: &[&str], required: usize) -> Result<Vec<usize>> {
    let mut order = Vec::with_capacity(columns.len());
    for name in line.split('\t').map(str::trim) {
        let Some(column) = columns.iter().position(|c| *c == name) else {
            let message = format!("unknown column {name:?}; the columns are {}", columns.join(", "));
            return Err(Error::data(message).on(file).at_line(at));
        };
        if order.contains(&column) {
            return Err(Error::data(format!("column {name:?} twice")).on(file).at_line(at));
        }
        order.push(column);
    }
    if let Some(missing) = (0..required).find(|c| !order.contains(c)) {
        return Err(Error::data(format!("column {:?} is missing", columns[missing])).on(file).at_line(at));
    }
    Ok(order)
}

/// The lines of a plain list, without comments and blanks.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_any_order() {
        let read = rows("t.tsv", "# c\nb\ta\n2\t1\n3\n", &["a", "b"]).unwrap();
        assert_eq!((read[0].cell(0), read[0].cell(1)), ("1", "2"));
        assert_eq!((read[1].cell(0), read[1].cell(1)), ("", "3"));
    }

    #[test]
    fn columns_that_may_be_missing() {
        let read = |text| rows_with("t.tsv", text, &["a", "b"], 1).map(|r| (r[0].cell(0).to_owned(), r[0].cell(1).to_owned()));
        assert_eq!(read("a\n1\n").unwrap(), ("1".to_owned(), String::new()));
        assert_eq!(read("b\ta\n2\t1\n").unwrap(), ("1".to_owned(), "2".to_owned()));
        assert!(read("b\n2\n").unwrap_err().to_string().contains("\"a\" is missing"));
    }

    #[test]
    fn errors_name_file_and_line() {
        let unknown = rows("t.tsv", "a\tc\n", &["a", "b"]).unwrap_err();
        assert!(unknown.to_string().starts_with("t.tsv:1: unknown column \"c\""), "{unknown}");
        let long = rows("t.tsv", "a\tb\n1\t2\t3\n", &["a", "b"]).unwrap_err();
        assert!(long.to_string().starts_with("t.tsv:2: 3 cells"), "{long}");
        assert!(rows("t.tsv", "a\n", &["a", "b"]).unwrap_err().to_string().contains("\"b\" is missing"));
        assert!(rows("t.tsv", "# nothing\n", &["a"]).is_err());
    }
}
