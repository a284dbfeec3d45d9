//! The classifier at its edges: strange documents, strange labels, many classes, audits of labels.
#![allow(clippy::unwrap_used, clippy::format_push_string)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jzclass::read::ArticleRow;
use jzclass::{Error, LabelOptions, Model, Pipeline, Taxonomy};
use jzclass_train::audit::suspects;
use jzclass_train::{Counts, LabelledDocument, TrainParams, held_out, train, train_counts, train_unlabelled};
use serde_json::Value;
use tempfile::TempDir;

fn document(label: &str, text: &str) -> LabelledDocument {
    LabelledDocument { title: String::new(), text: text.into(), labels: vec![label.into()], group: "g".into() }
}

fn taxonomy(documents: &[LabelledDocument]) -> Taxonomy {
    Taxonomy::from_labels(documents.iter().flat_map(|d| d.labels.iter().map(String::as_str)))
}

fn trained(documents: &[LabelledDocument]) -> Model {
    train(documents, &taxonomy(documents), &TrainParams::default()).unwrap().model
}

const SPORTS: [&str; 5] =
    ["球队在决赛中夺冠", "运动员刷新纪录", "联赛开幕，球迷欢呼", "教练谈球队训练", "马拉松决赛起跑"];
const FINANCE: [&str; 4] = ["央行下调利率", "股市收涨，银行股领先", "企业利润增长", "银行发行债券"];

fn two_topics() -> Vec<LabelledDocument> {
    let of = |label, texts: &[&str]| texts.iter().map(|t| document(label, t)).collect::<Vec<_>>();
    [of("体育", &SPORTS), of("财经", &FINANCE)].concat()
}

fn row(text: &str) -> ArticleRow {
    ArticleRow { text: text.into(), ..ArticleRow::default() }
}

#[test]
fn an_empty_document_and_one_of_unknown_terms_get_the_prior_and_a_review() {
    let model = trained(&two_topics());
    let mut options = LabelOptions::default();
    options.review_below = Some(0.0);
    let labeller = Pipeline::builder().model(Arc::new(model.clone())).options(options).build().unwrap();
    let prior = model.classifier.predict(&jzclass::topics::Row::default());
    // Letters of scripts that the training text has none of, as long as an article.
    let unknown = "Ωμέγα Жук ".repeat(20);
    for text in ["", " \n\u{3000}", &unknown] {
        let scores = model.predict("", text);
        assert_eq!(scores, prior, "{text}");
        assert!((scores.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(scores.probabilities.iter().all(|p| *p > 0.0));
        let record = labeller.row("x", 1, &row(text));
        assert!(record.needs_review, "{text}");
        assert_eq!(record.topics.len(), 2);
        assert!(model.classifier.explain_sentences("", text, 0).iter().all(|p| p.log_odds.abs() < 1e-9));
    }
}

#[test]
fn a_document_of_ten_megabytes_is_labelled_soon() {
    const MOST: Duration = Duration::from_secs(30);
    let model = trained(&two_topics());
    let line = "球队在决赛中夺冠，球迷欢呼。教练谈训练。\n";
    let text = line.repeat(10_000_000 / line.len() + 1);
    let start = Instant::now();
    let record = Pipeline::builder().model(Arc::new(model.clone())).build().unwrap().row("x", 1, &row(&text));
    let taken = start.elapsed();
    assert_eq!(record.topics[0].id, "体育");
    assert!(!record.needs_review);
    assert!(taken < MOST, "{taken:?}");
    assert!(record.summary.chars().count() <= 130);
}

#[test]
fn a_class_of_one_document_is_refused_by_name() {
    let mut documents = two_topics();
    documents.push(document("天气", "明天有雨"));
    let params = TrainParams::default();
    let refused = train(&documents, &taxonomy(&documents), &params);
    assert!(matches!(refused, Err(Error::LoneDocument { topic }) if topic == "天气"));
    let refused = held_out(&documents, &taxonomy(&documents), &params);
    assert!(matches!(refused, Err(Error::LoneDocument { topic }) if topic == "天气"));
}

/// A text of its own for each class: the characters of its number in a far corner of the script.
fn of_class(class: u32, n: u32) -> String {
    let c = |i: u32| char::from_u32(0x4e00 + class * 40 + i).unwrap();
    (0..12).map(|i| c((i * (n + 1)) % 20)).collect()
}

#[test]
fn five_hundred_classes_are_told_apart() {
    let mut documents = Vec::new();
    for class in 0..500 {
        for n in 0..2 {
            documents.push(document(&format!("c{class:03}"), &of_class(class, n)));
        }
    }
    let mut params = TrainParams::default();
    params.limits.folds = Some(2);
    let model = train(&documents, &taxonomy(&documents), &params).unwrap().model;
    assert_eq!(model.taxonomy.len(), 500);
    let right = documents
        .iter()
        .filter(|d| model.taxonomy.topics[model.predict("", &d.text).ranking()[0]].id == d.labels[0])
        .count();
    assert!(right * 100 >= documents.len() * 98, "{right} of {}", documents.len());
    let probabilities = model.predict("", &documents[0].text).probabilities;
    assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert_eq!(Model::from_bytes(model.to_bytes().unwrap()).unwrap(), model);
}

#[test]
fn weights_that_are_no_numbers_are_a_damaged_model() {
    let model = trained(&two_topics());
    let bytes = model.to_bytes().unwrap();
    let terms = model.classifier.vocabulary.len();
    let body = bytes.len() - 4;
    let scales = body - terms * 2;
    let idf = scales - terms * model.taxonomy.len() - terms * 2;
    // The upper halves of NaN, infinity and -1.
    for half in [0x7fc0_u16, 0x7f80, 0xbf80] {
        for section in [scales, idf] {
            let mut altered = bytes.clone();
            altered[section..section + 2].copy_from_slice(&half.to_le_bytes());
            let sum = crc32fast::hash(&altered[..body]);
            altered[body..].copy_from_slice(&sum.to_le_bytes());
            let opened = Model::from_bytes(altered);
            assert!(matches!(opened, Err(Error::DamagedModel { .. })), "{half:x}");
        }
    }
}

fn run(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_jzclass")).args(args).env_remove("COLUMNS").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn write(folder: &TempDir, name: &str, content: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// JSON Lines and CSV hold any label; a label of fastText's ends at the first white space.
#[test]
fn labels_with_blanks_and_emoji() {
    let folder = TempDir::new().unwrap();
    for (first, second, fasttext) in [("体育 新闻", "财经 ¥ 市场", false), ("⚽体育🏆", "👨‍👩‍👧家庭", true)]
    {
        let (mut json, mut csv, mut lines) = (String::new(), "text,label\n".to_owned(), String::new());
        for (label, texts) in [(first, &SPORTS[..]), (second, &FINANCE[..])] {
            for text in texts {
                json += &format!("{}\n", serde_json::json!({"text": text, "label": label}));
                csv += &format!("\"{text}\",\"{label}\"\n");
                lines += &format!("__label__{label} {text}\n");
            }
        }
        let mut forms = vec![write(&folder, "a.jsonl", &json), write(&folder, "a.csv", &csv)];
        if fasttext {
            forms.push(write(&folder, "a.fasttext", &lines));
        }
        for form in forms {
            let model = folder.path().join("m.jzm");
            run(&["train", "--data", text(&form), "--out", text(&model)]);
            let topics: Value = serde_json::from_str(&run(&["topics", "--model", text(&model), "--json"])).unwrap();
            let ids: Vec<&str> =
                topics["topics"].as_array().unwrap().iter().map(|t| t["id"].as_str().unwrap()).collect();
            assert!(ids.len() == 2 && ids.contains(&first) && ids.contains(&second), "{}: {ids:?}", form.display());
            let scores = run(&["eval", "--data", text(&form), "--model", text(&model), "--json"]);
            let scores: Value = serde_json::from_str(&scores).unwrap();
            assert!(scores["accuracy"].as_f64().unwrap() > 0.9);
            assert!(scores["multilabel"].is_null(), "one label each");
            run(&["eval", "--data", text(&form), "--model", text(&model)]);
        }
    }
}

#[test]
fn eval_prints_reliability_coverage_and_several_labels() {
    let folder = TempDir::new().unwrap();
    let mut json = String::new();
    for (label, also, texts) in [("体育", vec!["财经"], &SPORTS[..]), ("财经", vec![], &FINANCE[..])] {
        for text in texts {
            json += &format!("{}\n", serde_json::json!({"text": text, "label": label, "also": also}));
        }
    }
    let data = write(&folder, "a.jsonl", &json);
    let model = folder.path().join("m.jzm");
    run(&["train", "--data", text(&data), "--out", text(&model)]);
    let scores: Value =
        serde_json::from_str(&run(&["eval", "--data", text(&data), "--model", text(&model), "--json"])).unwrap();
    let bins = scores["reliability"].as_array().unwrap();
    assert_eq!(bins.len(), 10);
    assert_eq!(bins.iter().map(|b| b["documents"].as_u64().unwrap()).sum::<u64>(), 9);
    let curve = scores["coverage"].as_array().unwrap();
    let asked: Vec<f64> = curve.iter().map(|p| p["coverage"].as_f64().unwrap()).collect();
    assert_eq!(asked, [1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5]);
    assert_eq!(curve[0]["documents"], 9);
    assert_eq!(curve[0]["accuracy"], scores["accuracy"]);
    assert_eq!(curve[0]["accepted"], scores["accepted"]);
    assert_eq!(scores["multilabel"]["documents"], 5);
    assert_eq!(scores["multilabel"]["precision_at_1"], scores["accepted"]);
    for field in ["accuracy", "macro_f1", "top3", "topics", "confusion", "accepted", "ece"] {
        assert!(!scores[field].is_null(), "{field}");
    }
    let page = run(&["eval", "--data", text(&data), "--model", text(&model)]);
    for part in ["several topics", "micro-F1", "probability  documents", "coverage  documents", "--review-below"] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

/// Sixty short documents of three topics, twenty each, of six words out of twelve; five carry a wrong label.
fn planted() -> (Vec<LabelledDocument>, Vec<usize>) {
    const WORDS: [(&str, &str); 3] = [
        ("体育", "球队 夺冠 决赛 教练 球迷 联赛 冠军 运动员 训练 比分 裁判 世界杯"),
        ("财经", "银行 利率 股市 债券 利润 投资 央行 基金 贷款 汇率 证券 通胀"),
        ("天气", "降雨 气温 寒潮 暴雪 台风 大雾 升温 雷电 冰雹 晴朗 湿度 预报"),
    ];
    const WRONG: [usize; 5] = [3, 17, 28, 41, 55];
    let mut state = 7_usize;
    let mut documents = Vec::new();
    for n in 0..60 {
        let (label, words) = WORDS[n % 3];
        let mut words: Vec<&str> = words.split(' ').collect();
        let mut text = String::from("今天");
        for _ in 0..6 {
            state = (state * 1_103 + 12_345) % 65_537;
            text += words.remove(state / 7 % words.len());
            text.push('，');
        }
        let label = if WRONG.contains(&n) { WORDS[(n + 1) % 3].0 } else { label };
        documents.push(document(label, &text));
    }
    (documents, WRONG.to_vec())
}

#[test]
fn an_audit_finds_planted_labels() {
    let (documents, wrong) = planted();
    let taxonomy = taxonomy(&documents);
    let predictions = held_out(&documents, &taxonomy, &TrainParams::default()).unwrap();
    assert_eq!(predictions.iter().map(|(n, _)| *n).collect::<Vec<_>>(), (0..60).collect::<Vec<_>>());
    let number = |label: &String| taxonomy.position(label).unwrap();
    let labels: Vec<Vec<usize>> = documents.iter().map(|d| d.labels.iter().map(number).collect()).collect();
    let found = suspects(&labels, &predictions);
    let hits = found.iter().take(6).filter(|s| wrong.contains(&s.document)).count();
    let own = wrong.iter().map(|&w| (w, &labels[w], &predictions[w].1.probabilities));
    assert!(hits >= 4, "{found:?}; planted: {:?}", own.collect::<Vec<_>>());
    assert!(found.windows(2).all(|w| w[0].margin() <= w[1].margin()));
    // What it suggests is a further label: nothing to tell.
    let first = &found[0];
    let mut allowed = labels.clone();
    allowed[first.document].push(first.suggested);
    assert!(suspects(&allowed, &predictions).iter().all(|s| s.document != first.document));
}

#[test]
fn the_audit_command_names_file_line_and_labels() {
    let folder = TempDir::new().unwrap();
    let (documents, wrong) = planted();
    let mut json = String::new();
    for d in &documents {
        json += &format!(
            "{}
",
            serde_json::json!({"text": d.text, "label": d.labels[0]})
        );
    }
    let data = write(&folder, "a.jsonl", &json);
    let output = run(&["audit", "--data", text(&data), "--json", "--limit", "6"]);
    assert_eq!(output, run(&["audit", "--data", text(&data), "--json", "--limit", "6"]), "the same every time");
    let rows: Vec<Value> = output.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(rows.len() <= 6);
    let mut hits = 0;
    for row in &rows {
        let document = row["line"].as_u64().unwrap() as usize - 1;
        hits += usize::from(wrong.contains(&document));
        assert_eq!(row["file"], text(&data));
        assert_eq!(row["label"], documents[document].labels[0]);
        assert!(documents[document].text.starts_with(row["title"].as_str().unwrap()));
        assert_ne!(row["label"], row["suggested"]);
        for field in ["label_probability", "suggested_probability"] {
            assert!((0.0..=1.0).contains(&row[field].as_f64().unwrap()));
        }
    }
    assert!(hits >= 4, "{output}");
    let page = run(&["audit", "--data", text(&data)]);
    assert!(page.contains("of 60 documents"), "{page}");
}

/// Below a folder, every suspect is told by its own file and line, a header and blank lines counted.
#[test]
fn the_audit_of_a_folder_names_each_file_and_line() {
    let folder = TempDir::new().unwrap();
    let (documents, wrong) = planted();
    let (mut json, mut csv) = ("\n".to_owned(), "label,text\n".to_owned());
    for (n, d) in documents.iter().enumerate() {
        if n < 30 {
            json += &format!("{}\n", serde_json::json!({"text": d.text, "label": d.labels[0]}));
        } else {
            csv += &format!("{},{}\n", d.labels[0], d.text);
        }
    }
    let (first, second) = (write(&folder, "a.jsonl", &json), write(&folder, "b.csv", &csv));
    let output = run(&["audit", "--data", text(folder.path()), "--json", "--limit", "6"]);
    let mut hits = 0;
    for line in output.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let at = row["line"].as_u64().unwrap() as usize - 2;
        let document = if row["file"] == text(&first) { at } else { at + 30 };
        assert!(document < 30 || row["file"] == text(&second), "{row}");
        assert_eq!(row["label"], documents[document].labels[0]);
        assert!(documents[document].text.starts_with(row["title"].as_str().unwrap()), "{row}");
        hits += usize::from(wrong.contains(&document));
    }
    assert!(hits >= 4, "{output}");
}

/// A text of `count` words out of a hundred; `topic` says which hundred, `state` is that of a small generator.
fn of_words(topic: u32, count: usize, state: &mut u32) -> String {
    let mut text = String::new();
    for _ in 0..count {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let word = 0x5000 + topic * 400 + (*state >> 16) % 100 * 2;
        text.extend([word, word + 1].into_iter().filter_map(char::from_u32));
        text.push('，');
    }
    text
}

/// Sixty labelled documents of two topics, of two words each: half of the words are never shown.
fn few_labelled(state: &mut u32) -> Vec<LabelledDocument> {
    (0..60).map(|n| document(["甲", "乙"][n as usize % 2], &of_words(n % 2, 2, state))).collect()
}

fn with_unlabelled(texts: &[String]) -> (jzclass_train::Trained, jzclass_train::Gain, Model) {
    let mut state = 11;
    let documents = few_labelled(&mut state);
    let (taxonomy, params) = (taxonomy(&documents), TrainParams::default());
    let counts = Counts::of(&documents, &params.features);
    let rows: Vec<ArticleRow> = texts.iter().map(|t| row(t)).collect();
    let free = Counts::of_unlabelled(&rows, &params.features);
    let (trained, gain) = train_unlabelled(&counts, &free, &taxonomy, &params).unwrap();
    let plain = train_counts(&counts, &taxonomy, &params).unwrap();
    assert_eq!(gain.without, plain.held_out);
    assert_eq!(gain.documents, texts.len());
    (trained, gain, plain.model)
}

/// Long documents of one topic each tell which words go together, and so reach words never labelled.
#[test]
fn unlabelled_documents_that_help_are_used() {
    let mut state = 5;
    let texts: Vec<String> = (0..200).map(|n| of_words(n % 2, 12, &mut state)).collect();
    let (trained, gain, plain) = with_unlabelled(&texts);
    assert!(gain.kept, "{} right, {} wrong", gain.became_right, gain.became_wrong);
    assert!(gain.with.accuracy > gain.without.accuracy + 0.05);
    assert_eq!(trained.held_out, gain.with);
    let right = |model: &Model| {
        let mut state = 77;
        let best = |text: String| model.taxonomy.topics[model.predict("", &text).ranking()[0]].id.clone();
        (0..200).filter(|&n| best(of_words(n % 2, 2, &mut state)) == ["甲", "乙"][n as usize % 2]).count()
    };
    assert!(right(&trained.model) > right(&plain) + 10, "{} {}", right(&trained.model), right(&plain));
    let (again, _, _) = with_unlabelled(&texts);
    assert_eq!(again.model.to_bytes().unwrap(), trained.model.to_bytes().unwrap());
}

#[test]
fn unlabelled_documents_that_do_not_help_are_refused() {
    let mut state = 5;
    // Every one of them mixes the words of both topics; and such as share no word with them.
    let mixed: Vec<String> = (0..200).map(|_| of_words(0, 6, &mut state) + &of_words(1, 6, &mut state)).collect();
    let foreign: Vec<String> = (0..200).map(|_| of_words(7, 12, &mut state)).collect();
    for texts in [mixed, foreign, Vec::new()] {
        let (trained, gain, plain) = with_unlabelled(&texts);
        assert!(!gain.kept, "{} right, {} wrong", gain.became_right, gain.became_wrong);
        assert_eq!(trained.model, plain, "the model is the one without");
        assert_eq!(trained.held_out, gain.without);
    }
}

/// Rows with `text`, rows with `title` and `paragraphs`, editions and folders are read.
#[test]
fn the_train_command_reads_unlabelled_documents_and_tells_what_they_brought() {
    let folder = TempDir::new().unwrap();
    let mut state = 11;
    let mut json = String::new();
    for d in few_labelled(&mut state) {
        json += &format!("{}\n", serde_json::json!({"text": d.text, "label": d.labels[0]}));
    }
    let data = write(&folder, "a.jsonl", &json);
    let archive = folder.path().join("archive");
    std::fs::create_dir(&archive).unwrap();
    let mut rows = String::new();
    for n in 0..200 {
        let (one, two) = (of_words(n % 2, 6, &mut state), of_words(n % 2, 6, &mut state));
        rows += &if n % 4 < 2 {
            format!("{}\n", serde_json::json!({"title": one, "paragraphs": [two]}))
        } else {
            format!("{}\n", serde_json::json!({"text": one + &two}))
        };
    }
    std::fs::write(archive.join("rows.jsonl"), rows).unwrap();
    let page = "江堤加固工程开工\n本报讯（记者 林静）3月2日，江堤加固工程开工，防汛标准提高到百年一遇。\n";
    std::fs::write(archive.join("page.txt"), page).unwrap();
    let (one, two) = (folder.path().join("1.jzm"), folder.path().join("2.jzm"));
    let args = ["train", "--data", text(&data), "--unlabelled", text(&archive), "--out"];
    let told = run(&[&args[..], &[text(&one), "-j", "1"]].concat());
    assert!(told.contains("201 unlabelled documents") && told.contains("wrong): used"), "{told}");
    let scores: Value = serde_json::from_str(&run(&[&args[..], &[text(&two), "--json", "-j", "2"]].concat())).unwrap();
    assert_eq!(scores["unlabelled"]["kept"], true);
    assert_eq!(scores["unlabelled"]["documents"], 201);
    assert_eq!(scores["accuracy"], scores["unlabelled"]["with"]["accuracy"]);
    assert_eq!(std::fs::read(one).unwrap(), std::fs::read(two).unwrap(), "the same on any number of threads");
    let bad = write(&folder, "bad.jsonl", "{\"id\":1}\n");
    let refused = Command::new(env!("CARGO_BIN_EXE_jzclass"))
        .args(["train", "--data", text(&data), "--unlabelled", text(&bad), "--out", text(&folder.path().join("3.jzm"))])
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("paragraphs"));
}

/// A document's further labels count as targets: with a share for them, held-out rankings name them sooner.
#[test]
fn further_labels_are_learned_and_told() {
    let mut state = 3;
    let mut documents = Vec::new();
    for n in 0..120_u32 {
        // Of two topics, the first says more; a third is never primary together with the first.
        let (first, second) = (n % 3, (n + 1) % 3);
        let mut d = document(
            ["甲", "乙", "丙"][first as usize],
            &(of_words(first, 6, &mut state) + &of_words(second, 3, &mut state)),
        );
        d.labels.push(["甲", "乙", "丙"][second as usize].into());
        documents.push(d);
    }
    let score = |share: f32| {
        let mut params = TrainParams::default();
        params.limits.secondary_share = share;
        train(&documents, &taxonomy(&documents), &params).unwrap().held_out.multilabel.unwrap()
    };
    let (with, without) = (score(0.3), score(0.0));
    assert!(with.micro_f1 > without.micro_f1, "{with:?} {without:?}");
    assert_eq!(with.documents, 120);
    let folder = TempDir::new().unwrap();
    let rows = documents.iter().map(|d| serde_json::json!({"text": d.text, "labels": d.labels}).to_string());
    let data = write(&folder, "a.jsonl", &rows.collect::<Vec<_>>().join("\n"));
    let told = run(&["train", "--data", text(&data), "--out", text(&folder.path().join("m.jzm"))]);
    assert!(told.contains("several topics (120 documents"), "{told}");
}
