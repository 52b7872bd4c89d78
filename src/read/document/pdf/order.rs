//! Reading order: column by column, each from top to bottom (a recursive XY-cut).
//!
//! A region with a vertical gutter from top to bottom is split at it and read left to right. Without a gutter, the
//! region is cut into horizontal bands, and neighbouring bands that share a gutter form a region again. So a headline
//! that spans several columns comes before them, and gaps between the paragraphs of one column do not split other
//! columns.

use super::line::Line;

/// The narrowest gutter, in multiples of the font size beside it.
const GUTTER: f32 = 0.55;

/// The maximum depth of cuts.
const DEEPEST: usize = 40;

/// More lines than any page has; such a page is left in drawing order.
const MOST: usize = 20_000;

/// The lines grouped by column, in reading order.
pub(super) fn columns(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut columns = Vec::new();
    if lines.len() > MOST {
        return vec![lines];
    }
    cut(lines, DEEPEST, &mut columns);
    columns
}

fn cut(lines: Vec<Line>, depth: usize, columns: &mut Vec<Vec<Line>>) {
    if lines.is_empty() {
        return;
    }
    if depth == 0 || lines.len() == 1 {
        return columns.push(sorted(lines));
    }
    if let Some(gutter) = gutter(&lines) {
        let (left, right) = lines.into_iter().partition(|line| line.right <= gutter);
        cut(left, depth - 1, columns);
        return cut(right, depth - 1, columns);
    }
    let regions = regions(bands(lines));
    if let [_] = regions[..] {
        return columns.extend(regions.into_iter().map(sorted));
    }
    for region in regions {
        cut(region, depth - 1, columns);
    }
}

/// The left and right edge of a line, and its font size.
type Span = (f32, f32, f32);

/// The middle of the widest vertical gap that no line crosses.
fn gutter(lines: &[Line]) -> Option<f32> {
    let spans = taken(lines.iter().map(span).collect());
    let gaps = spans.windows(2).map(|pair| (pair[1].0 - pair[0].1, (pair[0].1 + pair[1].0) / 2.0));
    gaps.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, middle)| middle)
}

fn span(line: &Line) -> Span {
    (line.left, line.right, line.size)
}

/// Merges spans that have no gutter between them.
fn taken(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut taken: Vec<Span> = Vec::new();
    for (left, right, size) in spans {
        match taken.last_mut().filter(|last| left - last.1 <= GUTTER * size) {
            Some(last) => *last = (last.0, last.1.max(right), last.2.min(size)),
            None => taken.push((left, right, size)),
        }
    }
    taken
}

/// Groups of lines that overlap vertically, from top to bottom.
fn bands(mut lines: Vec<Line>) -> Vec<Vec<Line>> {
    lines.sort_by(|one, other| other.top().total_cmp(&one.top()));
    let mut bands: Vec<Vec<Line>> = Vec::new();
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
fn regions(bands: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    let mut regions: Vec<(Vec<Line>, Vec<Span>)> = Vec::new();
    for band in bands {
        let spans = taken(band.iter().map(span).collect());
        if let Some((region, before)) = regions.last_mut() {
            let both = taken([&before[..], &spans].concat());
            let is_one = |spans: &[Span]| spans.len() < 2;
            if !is_one(&both) || (is_one(before) && is_one(&spans)) {
                region.extend(band);
                *before = both;
                continue;
            }
        }
        regions.push((band, spans));
    }
    regions.into_iter().map(|(region, _)| region).collect()
}

fn sorted(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|one, other| other.base.total_cmp(&one.base).then(one.left.total_cmp(&other.left)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[(&str, f32, f32, f32)]) -> String {
        let line = |&(text, left, right, base): &(&str, f32, f32, f32)| Line {
            text: text.to_owned(),
            left,
            right,
            base,
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
