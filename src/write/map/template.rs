//! The parts of the map's page and the order in which its script is joined.
//!
//! `page.html` holds placeholders `{{name}}`, each once and in a fixed order; see `README.md` beside it for what goes
//! into each. The page must be filled in one pass over [`PAGE`], never by replacing in text already filled: a report
//! may contain `{{run}}` itself.

/// The page with its placeholders.
pub(super) const PAGE: &str = include_str!("page.html");

/// The page's style sheet, for `{{style}}`; its SHA-256 in Base64 goes to `{{style_sha256}}`.
pub(super) const STYLE: &str = include_str!("style.css");

/// The page's script, for `{{script}}`; its SHA-256 in Base64 goes to `{{script_sha256}}`.
pub(super) const SCRIPT: &str = concat!(
    include_str!("app/start.js"),
    include_str!("app/geo.js"),
    include_str!("app/theme.js"),
    include_str!("app/events.js"),
    include_str!("app/selection.js"),
    include_str!("app/basemap.js"),
    include_str!("app/labels.js"),
    include_str!("app/clusters.js"),
    include_str!("app/outlines.js"),
    include_str!("app/camera.js"),
    include_str!("app/view.js"),
    include_str!("app/gestures.js"),
    include_str!("app/furniture.js"),
    include_str!("app/facets.js"),
    include_str!("app/timeline.js"),
    include_str!("app/list.js"),
    include_str!("app/panel.js"),
    include_str!("app/about.js"),
    include_str!("app/address.js"),
    include_str!("app/main.js"),
    include_str!("app/end.js"),
);
