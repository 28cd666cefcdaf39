//! Tables that are readable as text and as Markdown.

/// A line of a table.
pub(crate) enum Row {
    Figures(Vec<String>),
    /// A title, and the reason for missing figures.
    Problem(String, String),
}

pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Row>,
}

impl Table {
    pub(crate) fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|column| (*column).to_owned()).collect(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(crate) fn print(&self, title: &str) {
        println!("\n{title}\n");
        let widths: Vec<usize> = (0..self.columns.len()).map(|column| self.width(column)).collect();
        let line = |cells: &[String]| {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            println!("| {} |", padded.collect::<Vec<_>>().join(" | "));
        };
        line(&self.columns);
        println!("|{}", widths.iter().map(|width| "-".repeat(width + 2) + "|").collect::<String>());
        for row in &self.rows {
            match row {
                Row::Figures(cells) => line(cells),
                Row::Problem(title, problem) => println!("| {title:<width$} | {problem} |", width = widths[0]),
            }
        }
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| match row {
            Row::Figures(cells) => cells.get(column),
            Row::Problem(title, _) => Some(title).filter(|_| column == 0),
        });
        cells.chain(self.columns.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default()
    }
}

/// The ratio to another figure.
pub(crate) fn share(of: f64, first: f64) -> String {
    if first > 0.0 { format!("{:.2}", of / first) } else { "–".to_owned() }
}
