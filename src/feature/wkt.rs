//! Lines and areas as well-known text, for the one cell that a table has for them.

use serde_json::{Value, json};

/// A GeoJSON line or area as well-known text.
pub(super) fn write(geometry: &Value) -> Option<String> {
    let coordinates = geometry.get("coordinates")?;
    let name = match geometry.get("type")?.as_str()? {
        "LineString" => "LINESTRING",
        "MultiLineString" => "MULTILINESTRING",
        "Polygon" => "POLYGON",
        "MultiPolygon" => "MULTIPOLYGON",
        _ => return None,
    };
    let mut out = format!("{name} ");
    nested(coordinates, &mut out)?;
    Some(out)
}

fn nested(value: &Value, out: &mut String) -> Option<()> {
    let items = value.as_array()?;
    if items.first()?.is_number() {
        out.push_str(&format!("{} {}", items.first()?.as_f64()?, items.get(1)?.as_f64()?));
        return Some(());
    }
    out.push('(');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        nested(item, out)?;
    }
    out.push(')');
    Some(())
}

/// Well-known text of a line or area as GeoJSON.
pub(super) fn read(text: &str) -> Option<Value> {
    let (name, rest) = text.split_at(text.find('(')?);
    let (kind, depth) = match name.trim().to_ascii_uppercase().as_str() {
        "LINESTRING" => ("LineString", 1),
        "MULTILINESTRING" => ("MultiLineString", 2),
        "POLYGON" => ("Polygon", 2),
        "MULTIPOLYGON" => ("MultiPolygon", 3),
        _ => return None,
    };
    let mut rest = rest;
    let coordinates = group(&mut rest, depth)?;
    rest.trim().is_empty().then(|| json!({"type": kind, "coordinates": coordinates}))
}

fn group(rest: &mut &str, depth: usize) -> Option<Value> {
    *rest = rest.trim_start();
    if depth == 0 {
        let end = rest.find([',', ')'])?;
        let numbers: Option<Vec<f64>> = rest[..end].split_whitespace().map(|n| n.parse().ok().filter(|x: &f64| x.is_finite())).collect();
        *rest = &rest[end..];
        return numbers.filter(|n| n.len() >= 2).map(|n| json!([n[0], n[1]]));
    }
    *rest = rest.strip_prefix('(')?;
    let mut items = Vec::new();
    loop {
        items.push(group(rest, depth - 1)?);
        *rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix(',') {
            *rest = behind;
            continue;
        }
        *rest = rest.strip_prefix(')')?;
        return Some(Value::Array(items));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let area = json!({"type": "Polygon", "coordinates": [[[39.0, 35.0], [40.5, 36.25], [39.0, 36.0], [39.0, 35.0]]]});
        let text = write(&area).expect("an area");
        assert_eq!(text, "POLYGON ((39 35, 40.5 36.25, 39 36, 39 35))");
        assert_eq!(read(&text), Some(area));
        assert_eq!(read("POINT (1 2)"), None);
        assert_eq!(read("POLYGON ((1 2"), None);
    }
}
