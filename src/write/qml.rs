//! A QGIS style: events coloured by type, hollow where the place is not exact, labelled by place.

use std::fmt::Write;

/// ACLED's event types with a colour-blind safe palette (Okabe and Ito, *Color Universal Design*, 2008) and a shape each.
const TYPES: [(&str, &str, &str); 7] = [
    ("Battles", "213,94,0", "circle"),
    ("Explosions/Remote violence", "230,159,0", "triangle"),
    ("Violence against civilians", "204,121,167", "diamond"),
    ("Strategic developments", "0,114,178", "square"),
    ("Protests", "0,158,115", "pentagon"),
    ("Riots", "86,180,233", "hexagon"),
    ("", "110,110,110", "circle"),
];

/// Filled where the point is the place, hollow elsewhere.
const FILL: &str = r#"if("location_geo_precision" = 1 and "location_basis" in ('named', 'coordinates'), @symbol_color, '255,255,255,190')"#;

/// The style of the layer `events`.
pub(super) fn events() -> String {
    let mut categories = String::new();
    let mut symbols = String::new();
    for (i, (name, colour, shape)) in TYPES.iter().enumerate() {
        let label = if name.is_empty() { "Other statements" } else { name };
        let _ = write!(categories, "\n      <category render=\"true\" type=\"string\" value=\"{name}\" symbol=\"{i}\" label=\"{label}\"/>");
        let _ = write!(
            symbols,
            r#"
      <symbol type="marker" name="{i}" alpha="0.9" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option type="QString" name="color" value="{colour},255"/>
            <Option type="QString" name="name" value="{shape}"/>
            <Option type="QString" name="outline_color" value="{colour},255"/>
            <Option type="QString" name="outline_width" value="0.5"/>
            <Option type="QString" name="size" value="3"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value=""/>
              <Option type="Map" name="properties">
                <Option type="Map" name="fillColor">
                  <Option type="bool" name="active" value="true"/>
                  <Option type="QString" name="expression" value="{fill}"/>
                  <Option type="int" name="type" value="3"/>
                </Option>
              </Option>
              <Option type="QString" name="type" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>"#,
            fill = FILL.replace('"', "&quot;"),
        );
    }
    format!(
        r#"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.28.0" styleCategories="Symbology|Labeling">
  <renderer-v2 type="categorizedSymbol" attr="event_type" enableorderby="0" forceraster="0" symbollevels="0">
    <categories>{categories}
    </categories>
    <symbols>{symbols}
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="location_name" isExpression="0" fontSize="8" fontSizeUnit="Point" textColor="40,40,40,255" namedStyle="Regular">
        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.8"/>
      </text-style>
      <placement placement="6" dist="1.5" distUnits="MM"/>
      <rendering obstacle="1" displayAll="0" scaleVisibility="0" drawLabels="1"/>
    </settings>
  </labeling>
  <layerGeometryType>0</layerGeometryType>
</qgis>
"#
    )
}
