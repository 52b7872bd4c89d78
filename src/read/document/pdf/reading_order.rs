//! Reading order: column by column, each from top to bottom (a recursive XY-cut).
//!
//! A region with a vertical gutter from top to bottom is split at it and read left to right. Without a gutter, the
//! region is cut into horizontal bands, and neighbouring bands that share a gutter form a region again. So a headline
//! that spans several columns comes before them, and gaps between the paragraphs of one column do not split other
//! columns.

use super::line::TextLine;

/// The narrowest gutter, in multiples of the font size beside it.
const MIN_GUTTER: f32 = 0.55;

/// The maximum depth of cuts.
const MAX_DEPTH: usize = 40;

/// More lines than any page has; such a page is left in drawing order.
const MAX_LINES: usize = 20_000;

/// The lines grouped by column, in reading order.
pub(super) fn columns(lines: Vec<TextLine>) -> Vec<Vec<TextLine>> {
    let mut columns = Vec::new();
    if lines.len() > MAX_LINES {
        return vec![lines];
    }
    cut_region(lines, MAX_DEPTH, &mut columns);
    columns
}

fn cut_region(lines: Vec<TextLine>, depth: usize, columns: &mut Vec<Vec<TextLine>>) {
    if lines.is_empty() {
        return;
    }
    if depth == 0 || lines.len() == 1 {
        return columns.push(sorted(lines));
    }
    if let Some(gutter) = gutter(&lines) {
        let (left, right) = lines.into_iter().partition(|line| line.right <= gutter);
        cut_region(left, depth - 1, columns);
        return cut_region(right, depth - 1, columns);
    }
    let regions = regions(bands(lines));
    if let [_] = regions[..] {
        return columns.extend(regions.into_iter().map(sorted));
    }
    for region in regions {
        cut_region(region, depth - 1, columns);
    }
}

/// The left and right edge of a line, and its font size.
type Span = (f32, f32, f32);

/// The middle of the widest vertical gap that no line crosses.
fn gutter(lines: &[TextLine]) -> Option<f32> {
    let spans = merge_spans(lines.iter().map(span).collect());
    let gaps = spans.windows(2).map(|pair| (pair[1].0 - pair[0].1, (pair[0].1 + pair[1].0) / 2.0));
    gaps.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, middle)| middle)
}

fn span(line: &TextLine) -> Span {
    (line.left, line.right, line.size)
}

/// Merges spans that have no gutter between them.
fn merge_spans(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut merged: Vec<Span> = Vec::new();
    for (left, right, size) in spans {
        match merged.last_mut().filter(|last| left - last.1 <= MIN_GUTTER * size) {
            Some(last) => *last = (last.0, last.1.max(right), last.2.min(size)),
            None => merged.push((left, right, size)),
        }
    }
    merged
}

/// Groups of lines that overlap vertically, from top to bottom.
fn bands(mut lines: Vec<TextLine>) -> Vec<Vec<TextLine>> {
    lines.sort_by(|one, other| other.top().total_cmp(&one.top()));
    let mut bands: Vec<Vec<TextLine>> = Vec::new();
    let mut reach = f32::INFINITY;
    for line in lines {
        // Descenders of a line may touch ascenders of the next.
        if line.top() < reach + 0.1 * line.size {
            bands.push(Vec::new());
            reach = line.bottom();
        }
        reach = reach.min(line.bottom());
        if let Some(band) = bands.last_mut() {
            band.push(line);
        }
    }
    bands
}

/// Merges neighbouring bands that share a gutter, or that have none.
fn regions(bands: Vec<Vec<TextLine>>) -> Vec<Vec<TextLine>> {
    let mut regions: Vec<(Vec<TextLine>, Vec<Span>)> = Vec::new();
    for band in bands {
        let spans = merge_spans(band.iter().map(span).collect());
        if let Some((region, before)) = regions.last_mut() {
            let both = merge_spans([&before[..], &spans].concat());
            let is_single = |spans: &[Span]| spans.len() < 2;
            if !is_single(&both) || (is_single(before) && is_single(&spans)) {
                region.extend(band);
                *before = both;
                continue;
            }
        }
        regions.push((band, spans));
    }
    regions.into_iter().map(|(region, _)| region).collect()
}

fn sorted(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    lines.sort_by(|one, other| other.baseline.total_cmp(&one.baseline).then(one.left.total_cmp(&other.left)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[(&str, f32, f32, f32)]) -> String {
        let line = |&(text, left, right, base): &(&str, f32, f32, f32)| TextLine {
            text: text.to_owned(),
            left,
            right,
            baseline: base,
            size: 10.0,
        };
        let columns = columns(lines.iter().map(line).collect());
        columns.iter().flatten().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let page = [
            ("b1", 110.0, 200.0, 670.0),
            ("a1", 0.0, 90.0, 670.0),
            ("headline", 0.0, 180.0, 700.0),
            ("a2", 0.0, 80.0, 640.0),
            ("b2", 110.0, 190.0, 640.0),
            ("foot", 0.0, 200.0, 600.0),
            ("d", 110.0, 200.0, 580.0),
            ("c", 0.0, 95.0, 580.0),
        ];
        assert_eq!(read(&page), "headline a1 a2 b1 b2 foot c d");
        assert_eq!(read(&[("two", 0.0, 100.0, 10.0), ("one", 0.0, 90.0, 22.0)]), "one two");
        assert_eq!(read(&[]), "");
    }
}
