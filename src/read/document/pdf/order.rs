//! The order in which the lines of a page are read: column by column, each from above to below.
//!
//! A region with a gutter from its top to its bottom is read on one side of it, then on the other. Where there is none, the
//! region is cut into bands, and neighbouring bands that share a gutter are a region again: so a headline over several
//! columns stands before them, and gaps between the paragraphs of one column cut no other.

use super::line::Line;

/// The narrowest gutter, in parts of the size of the letters beside it.
const GUTTER: f32 = 0.55;

/// How often regions are cut; each cut leaves smaller ones.
const DEEPEST: usize = 40;

/// More lines than any page has: such a page is read as it comes.
const MOST: usize = 20_000;

/// The lines by columns, in the order of reading.
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

/// Where the widest gap is that no line crosses; it leaves several lines on one side at least.
fn gutter(lines: &[Line]) -> Option<f32> {
    let mut spans: Vec<(f32, f32, f32)> = lines.iter().map(|line| (line.left, line.right, line.size)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut reach = f32::NEG_INFINITY;
    let mut widest: Option<(f32, f32)> = None;
    for (left, right, size) in spans {
        let gap = left - reach;
        if reach.is_finite() && gap > GUTTER * size && widest.is_none_or(|(width, _)| gap > width) {
            widest = Some((gap, reach + gap / 2.0));
        }
        reach = reach.max(right);
    }
    widest.map(|(_, middle)| middle)
}

/// Lines that stand beside each other, from above to below.
fn bands(mut lines: Vec<Line>) -> Vec<Vec<Line>> {
    lines.sort_by(|one, other| other.top().total_cmp(&one.top()));
    let mut bands: Vec<Vec<Line>> = Vec::new();
    let mut reach = f32::INFINITY;
    for line in lines {
        // Descenders of one line may touch what stands high in the next.
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

/// Neighbouring bands that have a gutter in common, or none each.
fn regions(bands: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    let mut regions: Vec<(Vec<Line>, bool)> = Vec::new();
    for band in bands {
        if let Some((region, parted)) = regions.last_mut() {
            let mut both = region.clone();
            both.extend(band.iter().cloned());
            let open = gutter(&both).is_some();
            if (*parted && open) || (!*parted && gutter(&band).is_none() && !open) {
                *region = both;
                continue;
            }
        }
        let parted = gutter(&band).is_some();
        regions.push((band, parted));
    }
    regions.into_iter().map(|(region, _)| region).collect()
}

fn sorted(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|one, other| other.base.total_cmp(&one.base).then(one.left.total_cmp(&other.left)));
    lines
}
