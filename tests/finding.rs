//! What is found in a text, line by line of what reports do with names: abbreviations, lists, capitals, people,
//! organisations, names that no gazetteer holds, Arabic. With the weights and the gazetteer that come with the program.

#![allow(clippy::unwrap_used)]

use sitmap::Gazetteer;
use sitmap::mention::{Form, Recogniser};
use sitmap::relation::{Bearing, RelationKind, relations};
use sitmap::text::Text;

fn found(text: &str) -> Vec<String> {
    let gazetteer = Gazetteer::builtin().unwrap();
    let text = Text::new(text);
    Recogniser::new(&gazetteer).mentions(&text).iter().map(|m| text.slice(m.span).to_owned()).collect()
}

fn all(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> =
        cases.iter().map(|(text, names)| (text, found(text), names)).filter(|(_, f, n)| f != *n).map(|c| format!("{c:?}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn abbreviations_keep_their_full_stop() {
    all(&[
        ("HARLAN, Ky. (AP) — Two miners were hurt on Friday.", &["HARLAN", "Ky."]),
        ("He was born in Wheeling, W.Va., and raised in Akron, Ohio.", &["Wheeling", "W.Va.", "Akron", "Ohio"]),
        ("A truck from Moncton, N.B., overturned near Kenora, Ont., on Sunday.", &["Moncton", "N.B.", "Kenora", "Ont."]),
        ("A man from Erie, Pa was arrested in Ocala, Fla on Monday.", &["Erie", "Pa", "Ocala", "Fla"]),
        ("The firm has shops in Portland, ME, and Salem, OR.", &["Portland", "ME", "Salem", "OR"]),
        ("STAY IN, OR PAY A FINE, SAYS THE MAYOR OF HOMS", &["HOMS"]),
        ("She moved from Mt. Vernon to East St. Louis in May.", &["Mt. Vernon", "East St. Louis"]),
        ("Shelling was heard again in N. Aleppo on Monday.", &["Aleppo"]),
    ]);
}

#[test]
fn the_full_stop_of_a_sentence_is_no_part_of_a_name() {
    all(&[
        ("She was born in St. Louis. He was not.", &["St. Louis"]),
        ("They stopped in Ore. The driver slept.", &["Ore"]),
        ("Snow closed the road to Alta. Norway sent ploughs.", &["Alta", "Norway"]),
        ("The consulate in St. Petersburg. Then nothing.", &["St. Petersburg"]),
        ("They moved to Ft. Worth.", &["Ft. Worth"]),
    ]);
}

#[test]
fn marks_join_names_and_part_them() {
    all(&[
        ("Partners in Homs/Tartous have asked for fuel.", &["Homs", "Tartous"]),
        ("Nobody uses the Manbij-Jarablus road after dark.", &["Manbij", "Jarablus"]),
        ("[Zuwara] Two boats were seized before dawn.", &["Zuwara"]),
        ("Two people died in Mosul¹ on Monday.", &["Mosul"]),
        ("Families returned to Afghanistan2 (see below).", &["Afghanistan"]),
        ("Smoke above Binnish. Photo: REUTERS/Samir Tahan", &["Binnish"]),
    ]);
}

#[test]
fn a_noun_speaks_for_every_name_of_its_list() {
    all(&[
        ("The raiders burned four villages: Dumsara, Wanimoko and Tabungi.", &["Dumsara", "Wanimoko", "Tabungi"]),
        ("The army took the villages of Huwarin and Jubb Al-Marrah.", &["Huwarin", "Jubb Al-Marrah"]),
        ("Neighbourhoods such as Kafr Zeira and Hayy al-Tin were told to leave.", &["Kafr Zeira", "Hayy al-Tin"]),
        ("Cadets patrol the Equipedro and Sirani districts.", &["Equipedro", "Sirani"]),
        ("The brothers, named Hani and Firas, were buried in Homs.", &["Homs"]),
        ("The clans of Abgal and Murusade met in Galkayo.", &["Galkayo"]),
        ("Commanders including Rahmat and Yusufzai were at the meeting.", &[]),
    ]);
}

#[test]
fn names_with_a_small_part_or_a_number() {
    all(&[
        ("A blast went off near the village of Shir-abad, five kilometers away.", &["Shir-abad"]),
        ("Two Tehran-backed groups denied it.", &["Tehran"]),
        ("Clashes in Dara’a City went on.", &["Dara’a"]),
        ("The village of Zubay'a fell on Monday.", &["Zubay'a"]),
        ("They fell back from Highway 6's northern bend.", &["Highway 6"]),
        ("The village of Shir-abad-e-Bala fell on Monday.", &["Shir-abad-e-Bala"]),
        ("Troops took Hill 27 on Monday.", &["Hill 27"]),
        ("Traffic was stopped on Highway 11 near Kut.", &["Highway 11", "Kut"]),
        ("The council adopted Resolution 2401 on Saturday.", &[]),
        ("Brigade 47 held the line near Orikhiv.", &["Orikhiv"]),
    ]);
}

#[test]
fn owners_and_what_they_own() {
    all(&[
        ("A mine killed two boys in Yemen's Hays on Friday.", &["Yemen", "Hays"]),
        ("She dined with Hungary's Orban in Geneva.", &["Hungary", "Geneva"]),
    ]);
}

#[test]
fn a_line_of_arabic_may_be_a_statement() {
    all(&[("حمص ودرعا", &["حمص", "درعا"]), ("أهالي دوما يعتصمون", &["دوما"])]);
}

#[test]
fn people_may_be_called_like_places() {
    all(&[
        ("Hamilton, 38, was robbed on his way home to Derby.", &["Derby"]),
        ("Wellington told the jury that he had been asleep.", &[]),
        ("The widow of Stafford asked the court for his letters.", &[]),
    ]);
}

#[test]
fn lists_and_conjunctions_name_each_place() {
    all(&[
        ("Clashes spread through Homs and Hama provinces.", &["Homs", "Hama"]),
        ("Rebels hold Tal Rifaat, Menagh and Marea.", &["Tal Rifaat", "Menagh", "Marea"]),
        ("Convoys cross between Kharkiv, Poltava and Sumy oblasts.", &["Kharkiv", "Poltava", "Sumy"]),
    ]);
}

#[test]
fn case_accents_and_possessives() {
    all(&[
        ("REBELS ENTER PALMYRA AFTER DAWN", &["PALMYRA"]),
        ("KYIV, Ukraine (AP) — Two people died on Sunday.", &["KYIV", "Ukraine"]),
        ("GOMA (Reuters) — Two people died on Sunday.", &["GOMA"]),
        ("HOMS, Syria — Two people died on Sunday.", &["HOMS", "Syria"]),
        ("“Tripoli’s mayor left for Benghazi,” a spokesman said.", &["Tripoli", "Benghazi"]),
        ("Mosul’s old city and Sana'a's airport were hit.", &["Mosul", "Sana'a"]),
        ("Troops left Sanliurfa for Gaziantep.", &["Sanliurfa", "Gaziantep"]),
    ]);
}

#[test]
fn people_units_and_organisations_are_none() {
    all(&[
        ("Jordan Hamilton told reporters that he had never met Paris Lincoln.", &[]),
        ("Officials of the Islamic State of Iraq and the Levant fled.", &[]),
        ("In March the council met; in May it did not.", &[]),
    ]);
}

#[test]
fn armed_groups_that_are_called_for_countries_are_none() {
    all(&[
        ("The Islamic State of Iraq and the Levant shelled Ramadi.", &["Ramadi"]),
        ("The Patriotic Union of Kurdistan opened an office in Basra.", &["Basra"]),
        ("Gunmen of the Islamic Movement of Uzbekistan fled to Mazar-i-Sharif.", &["Mazar-i-Sharif"]),
        ("The Government of Iraq will pay the teachers of Basra.", &["Iraq", "Basra"]),
        ("The fighting in the south of Iraq and the Levant went on.", &["Iraq", "Levant"]),
    ]);
}

#[test]
fn names_in_no_gazetteer_are_found_from_their_setting() {
    let gazetteer = Gazetteer::builtin().unwrap();
    for (text, name) in [
        ("Two people were killed in the village of Tell Zurqaya, residents said.", "Tell Zurqaya"),
        ("Shells fell on Umm Qurdan district overnight.", "Umm Qurdan"),
        ("The army took the Abu Shafaq oil field on Sunday.", "Abu Shafaq"),
    ] {
        let text = Text::new(text);
        let mentions = Recogniser::new(&gazetteer).mentions(&text);
        assert_eq!(mentions.iter().map(|m| text.slice(m.span)).collect::<Vec<_>>(), [name]);
    }
}

#[test]
fn small_words_between_hyphens_join_a_name() {
    all(&[
        ("Insurgents raided Qala-e-Morad and Deh-i-Nau on Tuesday.", &["Qala-e-Morad", "Deh-i-Nau"]),
        ("Farmers from Vieux-Pont-sur-Aube blocked the road to Caen.", &["Vieux-Pont-sur-Aube", "Caen"]),
        ("Editor-in-Chief Paul Rennick left for Tunis.", &["Tunis"]),
    ]);
}

#[test]
fn phrases_without_a_sentence() {
    all(&[
        ("Ain Issa subdistrict", &["Ain Issa"]),
        ("Hasakah District", &["Hasakah"]),
        ("Tishreen Dam, Manbij", &["Tishreen Dam", "Manbij"]),
        ("Eastern Ghouta", &["Eastern Ghouta"]),
    ]);
}

#[test]
fn demonyms_are_marked_as_such() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let text = Text::new("Syrian officials met the Americans in Geneva.");
    let mentions = Recogniser::new(&gazetteer).mentions(&text);
    let forms: Vec<_> = mentions.iter().map(|m| (text.slice(m.span), m.form)).collect();
    assert_eq!(forms, [("Syrian", Form::Demonym), ("Americans", Form::Demonym), ("Geneva", Form::Name)]);
}

#[test]
fn arabic_names_with_what_is_written_to_them() {
    all(&[
        ("قصف على بلدة سراقب وريف حلب", &["سراقب", "حلب"]),
        ("وصل الوفد إلى دمشق قادما من بيروت", &["دمشق", "بيروت"]),
        ("انفجار بحلب ومقتل شخصين", &["حلب"]),
        ("قرية عين عيسى", &["عين عيسى"]),
    ]);
}

#[test]
fn sites_and_the_ends_of_roads() {
    all(&[
        ("On Sunday the army captured the al-Kharata oil field, as they pushed on.", &["al-Kharata"]),
        ("On Sunday the army captured the al-Tanak oil field, as they pushed on.", &["al-Tanak"]),
        (
            "\"The gunners destroyed a convoy on a road connecting Dayr az-Zawr and Rasafe,\" the ministry continued.",
            &["Dayr az-Zawr", "Rasafe"],
        ),
    ]);
}

#[test]
fn cells_of_tables() {
    all(&[
        // They sound like places.
        ("Rakaya Sajna", &["Rakaya Sajna"]),
        ("Teir Ma'ala", &["Teir Ma'ala"]),
        ("They'll Ma'at", &[]),
        // Nobody knows them.
        ("Al Murayjimat", &["Al Murayjimat"]),
        ("al Hudaybat", &["al Hudaybat"]),
        ("Um Shuwayhat", &["Um Shuwayhat"]),
        ("Bayt Sha'wan village", &["Bayt Sha'wan"]),
        ("near Al Qutayniyat", &["Al Qutayniyat"]),
        ("village of Wadi Zubaydat", &["Wadi Zubaydat"]),
        // People, bodies, and what is said.
        ("Ahmed Shuwayhat", &[]),
        ("Gen. Hudaybat", &[]),
        ("Al Gore said no", &[]),
        ("Ministry of Defence", &[]),
    ]);
}

#[test]
fn a_side_written_as_part_of_the_name_is_a_relation() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let text = Text::new("Shelling killed two people in Eastern Aleppo on Monday.");
    let mentions = Recogniser::new(&gazetteer).mentions(&text);
    assert_eq!((text.slice(mentions[0].span), text.slice(mentions[0].bare)), ("Eastern Aleppo", "Aleppo"));
    let relations = relations(&text, &mentions);
    assert_eq!(relations[0].kind, RelationKind::Part(Some(Bearing(90.0))));
    assert_eq!(found("He flew to South Sudan from the South Pole."), ["South Sudan", "South Pole"]);
}

#[test]
fn a_name_among_its_neighbours_is_the_town() {
    let near =
        "Crews from Angola, Fremont and Orland fought a barn fire near Hudson on Sunday. Ashley lent a tanker. Waterloo sent coffee.";
    let far = "The minister flew to Nairobi, Lima, Ottawa, Hanoi and Quito on Sunday. Ashley lent a pen.";
    all(&[
        (near, &["Angola", "Fremont", "Orland", "Hudson", "Ashley", "Waterloo"]),
        (far, &["Nairobi", "Lima", "Ottawa", "Hanoi", "Quito"]),
    ]);
}

#[test]
fn hashtags_hold_words() {
    all(&[
        ("Shelling of #BaniWalid and #Deir_ez_Zor, #PortSudan quiet", &["BaniWalid", "Deir_ez_Zor", "PortSudan"]),
        ("قصف على #دير_الزور اليوم", &["دير_الزور"]),
    ]);
}

#[test]
fn small_words_hold_long_names_together() {
    all(&[
        ("Two people were killed in San José del Guaviare.", &["San José del Guaviare"]),
        ("Dissidents attacked San Vicente del Caguán in Caquetá, Colombia.", &["San Vicente del Caguán", "Caquetá", "Colombia"]),
        ("Five soldiers died in Jammu and Kashmir on Friday.", &["Jammu and Kashmir"]),
        ("Shelling went on in Homs and Hama.", &["Homs", "Hama"]),
    ]);
}

#[test]
fn codes_and_initials_are_only_themselves() {
    all(&[
        ("CLASHES AT EL BARAF. CONVOY TO EL BERDE.", &[]),
        ("MASS GRAVE FOUND IN TARHUNA", &["TARHUNA"]),
        ("The U.N. mission left Goma.", &["Goma"]),
    ]);
}

#[test]
fn a_dateline_under_a_headline_is_a_name_of_its_own() {
    all(&[
        ("Storm hits Fiji\nSUVA - A storm hit.", &["Fiji", "SUVA"]),
        ("Rebels take Bukavu\nKINSHASA - Rebels came in.", &["Bukavu", "KINSHASA"]),
        ("Strike halts trains in Rome\nROME - Trains stopped.", &["Rome", "ROME"]),
    ]);
}

#[test]
fn a_town_does_what_people_do() {
    all(&[
        ("Storms hit Brisbane on Monday. Gympie had rain.", &["Brisbane", "Gympie"]),
        ("Storms hit Dayton on Monday. Wapakoneta will vote on a levy.", &["Dayton", "Wapakoneta"]),
        ("Preston was released in Tulsa.", &["Tulsa"]),
    ]);
}

#[test]
fn treaties_and_titles_are_no_places() {
    all(&[
        ("The Treaty of Rome is older than the Maastricht Treaty.", &[]),
        ("The Archbishop of Canterbury resigned.", &[]),
        ("The Basel Convention and the Minamata Convention meet in Geneva.", &["Geneva"]),
    ]);
}

#[test]
fn a_noun_written_small_tells_the_site_from_the_town() {
    let mapper = sitmap::Mapper::builder(Gazetteer::builtin().unwrap()).places_only().build().unwrap();
    let first = |text: &str| {
        let found = mapper.places(&sitmap::Report::new("r", text));
        found.into_iter().next().and_then(|toponym| toponym.place).map(|place| place.name.clone()).unwrap_or_default()
    };
    for (text, place) in [
        ("The Kakhovka dam was blown up on Tuesday.", "Kakhovka Dam"),
        ("The Niger river has burst its banks.", "Niger River"),
        ("Shelling hit Bagram airfield overnight.", "Bagram Airfield"),
        ("Shells fell on Mosul's outskirts.", "Mosul"),
        ("The governor of Homs city has resigned.", "Homs"),
        ("Fighting went on in Mosul's Old City.", "Mosul"),
    ] {
        assert_eq!(first(text), place, "{text}");
    }
    let report = sitmap::Report::new("r", "Fighting went on in Mosul's Old City.");
    assert_eq!(mapper.places(&report)[1].place.as_ref().unwrap().name, "Old City of Mosul");
}
