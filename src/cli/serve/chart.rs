//! A chart of quotations a month: plain SVG, with a table behind it.

use maud::{Markup, html};

/// Height of the chart, and of its text, in its own units.
const HEIGHT: usize = 120;
/// Width of a bar with what stands between.
const STEP: usize = 14;

/// The chart of counts a month, `2024-05` and how many. Months without any are gaps.
pub(super) fn months(counts: &[(String, usize)]) -> Markup {
    let all = with_gaps(counts);
    let most = all.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let width = all.len() * STEP;
    html! {
        figure.chart {
            svg viewBox=(format!("0 0 {} {}", width.max(STEP), HEIGHT + 16)) preserveAspectRatio="xMinYMid meet" role="img" aria-labelledby="months-title" {
                title id="months-title" { "Quotations a month; the table below has the numbers" }
                @for (number, (month, count)) in all.iter().enumerate() {
                    @let height = count * HEIGHT / most;
                    rect x=(number * STEP) y=(HEIGHT - height) width=(STEP - 3) height=(height.max(usize::from(*count > 0))) {
                        title { (month) ": " (count) }
                    }
                    @if month.ends_with("-01") || number == 0 {
                        text x=(number * STEP) y=(HEIGHT + 13) { (&month[..4]) }
                    }
                }
            }
            details {
                summary { "As a table" }
                table {
                    thead { tr { th scope="col" { "Month" } th.number scope="col" { "Quotations" } } }
                    tbody {
                        @for (month, count) in counts {
                            tr { th scope="row" { (month) } td.number { (count) } }
                        }
                    }
                }
            }
        }
    }
}

/// The months from the first to the last, at most twenty years of them.
fn with_gaps(counts: &[(String, usize)]) -> Vec<(String, usize)> {
    const MAX_MONTHS: i32 = 240;
    let number = |month: &str| -> Option<i32> {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()? - 1)
    };
    let known: Vec<(i32, usize)> = counts.iter().filter_map(|(month, count)| Some((number(month)?, *count))).collect();
    let (Some(first), Some(last)) =
        (known.iter().map(|(month, _)| *month).min(), known.iter().map(|(month, _)| *month).max())
    else {
        return Vec::new();
    };
    let count = |month: i32| known.iter().find(|(known, _)| *known == month).map_or(0, |(_, count)| *count);
    let first = first.max(last - MAX_MONTHS);
    (first..=last).map(|month| (format!("{:04}-{:02}", month / 12, month % 12 + 1), count(month))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_quotations_are_gaps() {
        let counts = [("2023-11".to_owned(), 2), ("2024-02".to_owned(), 1)];
        let shown: Vec<String> =
            with_gaps(&counts).into_iter().map(|(month, count)| format!("{month} {count}")).collect();
        assert_eq!(shown, ["2023-11 2", "2023-12 0", "2024-01 0", "2024-02 1"]);
        assert!(with_gaps(&[]).is_empty());
    }
}
