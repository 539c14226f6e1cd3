// tantivy behind the protocol of ../README.md: terms aggregations over fast fields (or, to compare,
// a FacetCollector), a search of its own for each selected dimension.
//
//   tantivy_engine index JSONL DIR
//   tantivy_engine serve DIR [--facet-collector]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

use serde_json::{json, Value as Json};
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::{
    AggregationResult, AggregationResults, BucketEntries, BucketResult,
};
use tantivy::aggregation::AggregationCollector;
use tantivy::collector::{Count, FacetCollector, FacetCounts, TopDocs};
use tantivy::query::{AllQuery, BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    Facet, FacetOptions, Field, IndexRecordOption, Schema, Value, FAST, INDEXED, STORED, STRING,
    TEXT,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::{DocAddress, Index, IndexWriter, Score, Searcher, TantivyDocument, Term};

const DIMENSIONS: [&str; 3] = ["person", "organization", "place"];
const TOP: usize = 10;
const WRITER_BYTES: usize = 512 << 20;
const SNIPPET_CHARACTERS: usize = 240;

type AnyError = Box<dyn std::error::Error>;
type Hits = Vec<(Score, DocAddress)>;

fn main() -> Result<(), AnyError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["index", articles, folder] => index(Path::new(articles), Path::new(folder)),
        ["serve", folder] => serve(Path::new(folder), false),
        ["serve", folder, "--facet-collector"] => serve(Path::new(folder), true),
        _ => {
            Err("usage: tantivy_engine index JSONL DIR | serve DIR [--facet-collector]".into())
        }
    }
}

// --- Indexing ---

fn schema() -> Schema {
    let mut builder = Schema::builder();
    builder.add_text_field("text", TEXT);
    builder.add_text_field("id", STORED);
    builder.add_text_field("title", STORED);
    builder.add_text_field("body", STORED);
    builder.add_u64_field("month", INDEXED | FAST);
    for dimension in DIMENSIONS {
        builder.add_text_field(dimension, STRING | FAST);
    }
    // What the dimensions have once more, for FacetCollector.
    builder.add_facet_field("facets", FacetOptions::default());
    builder.build()
}

fn text_of<'a>(article: &'a Json, name: &str) -> &'a str {
    article[name].as_str().unwrap_or_default()
}

fn index(articles: &Path, folder: &Path) -> Result<(), AnyError> {
    let schema = schema();
    let field = |name: &str| schema.get_field(name);
    let (text, month, facets) = (field("text")?, field("month")?, field("facets")?);
    std::fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema.clone())?;
    let mut writer: IndexWriter = index.writer(WRITER_BYTES)?;
    for (number, line) in BufReader::new(std::fs::File::open(articles)?).lines().enumerate() {
        let article: Json = serde_json::from_str(&line?)?;
        let mut document = TantivyDocument::default();
        for name in ["title", "body"] {
            document.add_text(text, text_of(&article, name));
        }
        for name in ["id", "title", "body"] {
            document.add_text(field(name)?, text_of(&article, name));
        }
        let date = text_of(&article, "publish_date");
        document.add_u64(month, date[..4].parse::<u64>()? * 12 + date[5..7].parse::<u64>()? - 1);
        for mention in article["mentions"].as_array().into_iter().flatten() {
            let id = text_of(mention, "entity_id");
            let (dimension, name) = id.split_once('/').ok_or("an entity id without a kind")?;
            document.add_text(field(dimension)?, name);
            document.add_facet(facets, Facet::from_path([dimension, name]));
        }
        writer.add_document(document)?;
        if (number + 1) % 100_000 == 0 {
            eprintln!("tantivy: {} articles", number + 1);
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}

// --- Searching ---

// The ten highest counts, and every count of a month.
type Counts = HashMap<String, Vec<u64>>;

struct Answer {
    total: usize,
    counts: Option<Counts>,
    read: usize, // Bytes of what was read and cut for the ten best.
}

struct Engine {
    searcher: Searcher,
    facet_collector: bool,
    text: Field,
    title: Field,
    body: Field,
}

impl Engine {
    fn field(&self, name: &str) -> Result<Field, AnyError> {
        Ok(self.searcher.schema().get_field(name)?)
    }

    fn text_query(&self, op: &str, words: &[&str]) -> Box<dyn Query> {
        let term = |word: &&str| Term::from_field_text(self.text, word);
        let one = |word: &&str| -> Box<dyn Query> {
            Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs))
        };
        match op {
            "all" => Box::new(AllQuery),
            "phrase" => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
            _ if words.len() == 1 => one(&words[0]),
            "or" => Box::new(BooleanQuery::union(words.iter().map(one).collect())),
            _ => Box::new(BooleanQuery::intersection(words.iter().map(one).collect())),
        }
    }

    // Selections by dimension, each as one query that has no score.
    fn selections(&self, selections: &str) -> Result<Vec<(String, Box<dyn Query>)>, AnyError> {
        let mut names: Vec<(String, Vec<Term>)> = Vec::new();
        for selection in selections.split(' ').filter(|s| !s.is_empty()) {
            let (dimension, name) = selection.split_once('/').ok_or("a selection without a /")?;
            let term = Term::from_field_text(self.field(dimension)?, name);
            match names.iter_mut().find(|(known, _)| known == dimension) {
                Some((_, terms)) => terms.push(term),
                None => names.push((dimension.to_string(), vec![term])),
            }
        }
        Ok(names
            .into_iter()
            .map(|(dimension, terms)| {
                let any: Box<dyn Query> =
                    Box::new(tantivy::query::TermSetQuery::new(terms.into_iter()));
                (dimension, any)
            })
            .collect())
    }

    // The query under all selections but that of `without`.
    fn narrowed(
        query: &dyn Query,
        selections: &[(String, Box<dyn Query>)],
        without: &str,
    ) -> Box<dyn Query> {
        let mut clauses = vec![(Occur::Must, query.box_clone())];
        for (dimension, any) in selections {
            if dimension != without {
                let unscored = tantivy::query::ConstScoreQuery::new(any.box_clone(), 0.0);
                clauses.push((Occur::Must, Box::new(unscored)));
            }
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn aggregations(dimensions: &[&str], months: bool) -> Result<AggregationCollector, AnyError> {
        let mut request = serde_json::Map::new();
        for dimension in dimensions {
            // In one segment the ten most frequent of the segment are those of all.
            let terms = json!({"terms": {"field": dimension, "size": TOP, "segment_size": TOP}});
            request.insert(dimension.to_string(), terms);
        }
        if months {
            let histogram = json!({"histogram": {"field": "month", "interval": 1.0}});
            request.insert("month".to_string(), histogram);
        }
        let request: Aggregations = serde_json::from_value(Json::Object(request))?;
        Ok(AggregationCollector::from_aggs(request, Default::default()))
    }

    fn add_aggregated(results: AggregationResults, counts: &mut Counts) {
        for (name, result) in results.0 {
            let found = match result {
                AggregationResult::BucketResult(BucketResult::Terms { buckets, .. }) => {
                    buckets.iter().map(|bucket| bucket.doc_count).collect()
                }
                AggregationResult::BucketResult(BucketResult::Histogram {
                    buckets: BucketEntries::Vec(buckets),
                }) => buckets.iter().map(|bucket| bucket.doc_count).collect(),
                _ => Vec::new(),
            };
            counts.insert(name, found);
        }
    }

    fn facets(dimensions: &[&str]) -> FacetCollector {
        let mut collector = FacetCollector::for_field("facets");
        for dimension in dimensions {
            collector.add_facet(Facet::from_path([dimension]));
        }
        collector
    }

    fn add_facets(results: &FacetCounts, dimensions: &[&str], counts: &mut Counts) {
        for dimension in dimensions {
            let top = results.top_k(Facet::from_path([dimension]), TOP);
            counts.insert(dimension.to_string(), top.iter().map(|(_, count)| *count).collect());
        }
    }

    // The ten best, the total, and the counts of these dimensions and of the months.
    fn search_counted(
        &self,
        query: &dyn Query,
        dimensions: &[&str],
        counts: &mut Counts,
    ) -> Result<(Hits, usize), AnyError> {
        let best = TopDocs::with_limit(TOP).order_by_score();
        if self.facet_collector {
            let collectors =
                (best, Count, Self::facets(dimensions), Self::aggregations(&[], true)?);
            let (hits, total, facets, months) = self.searcher.search(query, &collectors)?;
            Self::add_facets(&facets, dimensions, counts);
            Self::add_aggregated(months, counts);
            return Ok((hits, total));
        }
        let collectors = (best, Count, Self::aggregations(dimensions, true)?);
        let (hits, total, aggregated) = self.searcher.search(query, &collectors)?;
        Self::add_aggregated(aggregated, counts);
        Ok((hits, total))
    }

    // The counts of one dimension alone.
    fn count(
        &self,
        query: &dyn Query,
        dimension: &str,
        counts: &mut Counts,
    ) -> Result<(), AnyError> {
        if self.facet_collector {
            let facets = self.searcher.search(query, &Self::facets(&[dimension]))?;
            Self::add_facets(&facets, &[dimension], counts);
        } else {
            let collector = Self::aggregations(&[dimension], false)?;
            Self::add_aggregated(self.searcher.search(query, &collector)?, counts);
        }
        Ok(())
    }

    fn read(&self, query: &dyn Query, hits: &Hits, snippets: bool) -> Result<usize, AnyError> {
        let mut generator = SnippetGenerator::create(&self.searcher, query, self.text)?;
        generator.set_max_num_chars(SNIPPET_CHARACTERS);
        let mut bytes = 0;
        for (_, address) in hits {
            let document: TantivyDocument = self.searcher.doc(*address)?;
            let text_of = |field| document.get_first(field).and_then(|value| value.as_str());
            bytes += text_of(self.title).unwrap_or_default().len();
            if snippets {
                let snippet = generator.snippet(text_of(self.body).unwrap_or_default());
                bytes += snippet.fragment().len() + snippet.highlighted().len();
            }
        }
        Ok(bytes)
    }

    fn run(
        &self,
        op: &str,
        words: &[&str],
        wanted: &str,
        selections: &str,
    ) -> Result<Answer, AnyError> {
        let query = self.text_query(op, words);
        let selections = self.selections(selections)?;
        let mut counts = Counts::new();
        match wanted {
            "top" | "filter" => {
                let narrowed = Self::narrowed(&*query, &selections, "");
                let query = if wanted == "top" { query } else { narrowed };
                let best = TopDocs::with_limit(TOP).order_by_score();
                let hits = self.searcher.search(&query, &best)?;
                Ok(Answer { total: hits.len(), counts: None, read: 0 })
            }
            "facets" | "page" | "answer" => {
                let (hits, total) = self.search_counted(&*query, &DIMENSIONS, &mut counts)?;
                let read = match wanted {
                    "facets" => 0,
                    _ => self.read(&*query, &hits, wanted == "answer")?,
                };
                Ok(Answer { total, counts: Some(counts), read })
            }
            "sideways" => {
                let selected = |d: &str| selections.iter().any(|(dimension, _)| dimension == d);
                let free: Vec<&str> = DIMENSIONS.into_iter().filter(|d| !selected(d)).collect();
                let all = Self::narrowed(&*query, &selections, "");
                let (_, total) = self.search_counted(&*all, &free, &mut counts)?;
                for (dimension, _) in &selections {
                    let others = Self::narrowed(&*query, &selections, dimension);
                    self.count(&*others, dimension, &mut counts)?;
                }
                Ok(Answer { total, counts: Some(counts), read: 0 })
            }
            _ => Err(format!("what is {wanted}?").into()),
        }
    }
}

fn digest(counts: &Counts) -> String {
    let mut parts = Vec::new();
    for name in DIMENSIONS.into_iter().chain(["month"]) {
        let mut highest: Vec<u64> = counts.get(name).cloned().unwrap_or_default();
        highest.retain(|count| *count > 0);
        highest.sort_unstable_by(|a, b| b.cmp(a));
        highest.truncate(TOP);
        let highest: Vec<String> = highest.iter().map(u64::to_string).collect();
        parts.push(if highest.is_empty() { "-".to_string() } else { highest.join(",") });
    }
    parts.join(" ")
}

fn serve(folder: &Path, facet_collector: bool) -> Result<(), AnyError> {
    let begin = Instant::now();
    let index = Index::open_in_dir(folder)?;
    let searcher = index.reader()?.searcher();
    let schema = index.schema();
    let engine = Engine {
        searcher,
        facet_collector,
        text: schema.get_field("text")?,
        title: schema.get_field("title")?,
        body: schema.get_field("body")?,
    };
    let mut out = std::io::stdout();
    writeln!(out, "ready\t{:.4}\t-", begin.elapsed().as_secs_f64())?;
    for line in std::io::stdin().lock().lines() {
        // Op, words, what is wanted, selections, repetitions.
        let line = line?;
        let fields: Vec<&str> = line.split('\t').collect();
        let words: Vec<&str> = fields[1].split(' ').filter(|word| !word.is_empty()).collect();
        let mut nanoseconds = Vec::new();
        let mut last = None;
        for _ in 0..fields[4].parse::<usize>()?.max(1) {
            let begin = Instant::now();
            let answer = engine.run(fields[0], &words, fields[2], fields[3])?;
            nanoseconds.push(begin.elapsed().as_nanos());
            std::hint::black_box(answer.read);
            last = Some(answer);
        }
        nanoseconds.sort_unstable();
        let answer = last.ok_or("no repetition")?;
        let counts = answer.counts.as_ref().map(digest).unwrap_or_default();
        writeln!(out, "{}\t{}\t{counts}", answer.total, nanoseconds[nanoseconds.len() / 2])?;
        out.flush()?;
    }
    Ok(())
}
