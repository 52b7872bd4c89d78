//! x
use super::blocks::Block;
pub(super) fn article_blocks(blocks: Vec<Block>, _title: Option<&str>) -> Vec<Block> {
    blocks
}
