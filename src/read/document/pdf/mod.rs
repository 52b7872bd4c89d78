//! stub
pub(super) fn text(_: &[u8]) -> Result<String, crate::read::error::Problem> {
    Err(crate::read::error::Problem::Broken("PDF"))
}
