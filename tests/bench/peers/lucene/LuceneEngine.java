// Lucene behind the protocol of README.md: SortedSetDocValues facets, drill-sideways for
// selections.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;

public final class LuceneEngine {
  private static final String TEXT = "text";
  private static final String[] DIMENSIONS = {"person", "organization", "place", "month"};
  private static final int TOP = 10;
  private static final int MONTHS = 1000;  // More than there are.

  private final IndexSearcher searcher;
  private final FacetsConfig config;
  private final SortedSetDocValuesReaderState state;

  private LuceneEngine(Path index) throws Exception {
    IndexReader reader = DirectoryReader.open(FSDirectory.open(index));
    searcher = new IndexSearcher(reader);
    config = facetsConfig();
    state = new DefaultSortedSetDocValuesReaderState(reader, config);
  }

  private static FacetsConfig facetsConfig() {
    FacetsConfig config = new FacetsConfig();
    for (String dimension : DIMENSIONS) {
      config.setMultiValued(dimension, !dimension.equals("month"));
    }
    return config;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("index")) {
      index(Path.of(arguments[1]), Path.of(arguments[2]));
    } else if (arguments.length == 2 && arguments[0].equals("serve")) {
      new LuceneEngine(Path.of(arguments[1])).serve();
    } else {
      System.err.println("usage: LuceneEngine index JSONL DIR | serve DIR");
      System.exit(2);
    }
  }

  // --- Indexing ---

  private static void index(Path articles, Path index) throws Exception {
    FacetsConfig config = facetsConfig();
    Pattern entity = Pattern.compile("\"entity_id\":\"(person|organization|place)/([^\"]*)\"");
    IndexWriterConfig options = new IndexWriterConfig(new StandardAnalyzer());
    options.setRAMBufferSizeMB(256);
    options.setUseCompoundFile(false);
    long begin = System.nanoTime();
    long count = 0;
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), options);
        BufferedReader lines = Files.newBufferedReader(articles)) {
      for (String line; (line = lines.readLine()) != null; ++count) {
        Document document = new Document();
        String title = value(line, "title");
        String body = value(line, "body");
        document.add(new TextField(TEXT, title, Field.Store.NO));
        document.add(new TextField(TEXT, body, Field.Store.NO));
        document.add(new StoredField("id", value(line, "id")));
        document.add(new StoredField("title", title));
        document.add(new StoredField("body", body));
        document.add(
            new SortedSetDocValuesFacetField(
                "month", value(line, "publish_date").substring(0, 7)));
        Matcher matcher = entity.matcher(line);
        while (matcher.find()) {
          document.add(new SortedSetDocValuesFacetField(matcher.group(1), matcher.group(2)));
        }
        writer.addDocument(config.build(document));
      }
      double written = (System.nanoTime() - begin) / 1e9;
      writer.forceMerge(1);
      writer.commit();
      System.out.printf(
          "%d\t%.1f\t%.1f%n", count, written, (System.nanoTime() - begin) / 1e9);
    }
  }

  // The articles are written by corpus_generator: no escapes.
  private static String value(String line, String name) {
    String key = "\"" + name + "\":\"";
    int begin = line.indexOf(key) + key.length();
    return line.substring(begin, line.indexOf('"', begin));
  }

  // --- Searching ---

  private record Answer(long total, List<FacetResult> facets) {}

  private Query textQuery(String op, String[] words) {
    switch (op) {
      case "all":
        return new MatchAllDocsQuery();
      case "phrase":
        return new PhraseQuery(TEXT, words);
      default:
        if (words.length == 1) return new TermQuery(new Term(TEXT, words[0]));
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        BooleanClause.Occur occur =
            op.equals("or") ? BooleanClause.Occur.SHOULD : BooleanClause.Occur.MUST;
        for (String word : words) query.add(new TermQuery(new Term(TEXT, word)), occur);
        return query.build();
    }
  }

  private DrillDownQuery withSelections(Query query, String selections) {
    DrillDownQuery narrowed = new DrillDownQuery(config, query);
    for (String value : selections.split(" ")) {
      int slash = value.indexOf('/');
      narrowed.add(value.substring(0, slash), value.substring(slash + 1));
    }
    return narrowed;
  }

  private static List<FacetResult> read(Facets facets) throws Exception {
    List<FacetResult> results = new ArrayList<>();
    for (String dimension : DIMENSIONS) {
      results.add(facets.getTopChildren(dimension.equals("month") ? MONTHS : TOP, dimension));
    }
    return results;
  }

  private Answer run(String op, String[] words, String wanted, String selections)
      throws Exception {
    Query query = textQuery(op, words);
    switch (wanted) {
      case "top":
        return new Answer(searcher.search(query, TOP).totalHits.value(), List.of());
      case "facets": {
        FacetsCollectorManager.FacetsResult result =
            FacetsCollectorManager.search(searcher, query, TOP, new FacetsCollectorManager());
        FacetsCollector collected = result.facetsCollector();
        return new Answer(
            result.topDocs().totalHits.value(),
            read(new SortedSetDocValuesFacetCounts(state, collected)));
      }
      case "filter":
        return new Answer(
            searcher.search(withSelections(query, selections), TOP).totalHits.value(), List.of());
      case "sideways": {
        DrillSideways sideways = new DrillSideways(searcher, config, state);
        DrillSideways.DrillSidewaysResult result =
            sideways.search(withSelections(query, selections), TOP);
        return new Answer(result.hits.totalHits.value(), read(result.facets));
      }
      default:
        throw new IllegalArgumentException(wanted);
    }
  }

  private static String digest(Answer answer) {
    StringBuilder text = new StringBuilder();
    for (FacetResult result : answer.facets) {
      if (text.length() > 0) text.append(' ');
      List<Integer> counts = new ArrayList<>();
      if (result != null) {
        for (LabelAndValue value : result.labelValues) counts.add(value.value.intValue());
      }
      counts.sort((a, b) -> b - a);
      for (int i = 0; i < counts.size() && i < TOP; ++i) {
        if (i > 0) text.append(',');
        text.append(counts.get(i));
      }
      if (counts.isEmpty()) text.append('-');
    }
    return text.toString();
  }

  // Every request: op, words, what is wanted, selections, repetitions.
  private void serve() throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      String[] fields = line.split("\t", -1);
      String[] words = fields[1].isEmpty() ? new String[0] : fields[1].split(" ");
      long[] nanoseconds = new long[Integer.parseInt(fields[4])];
      Answer answer = null;
      for (int i = 0; i < nanoseconds.length; ++i) {
        long begin = System.nanoTime();
        answer = run(fields[0], words, fields[2], fields[3]);
        nanoseconds[i] = System.nanoTime() - begin;
      }
      Arrays.sort(nanoseconds);
      System.out.printf(
          "%d\t%d\t%s%n",
          answer.total, nanoseconds[nanoseconds.length / 2], digest(answer));
      System.out.flush();
    }
  }
}
