#include "server/query/piece.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "indexer/format/schema.h"
#include "indexer/text/stop_words.h"

namespace dateline::query {
namespace {

// A phrase with more words that may be acronyms (of, the, who) is meant as it stands: every one of
// them would be one more phrase to look for.
constexpr size_t kMaxAcronymsInPhrase = 3;

// How much of a word too long for the index a warning repeats.
constexpr size_t kShownBytes = 32;

std::string WordTerm(Scope scope, absl::string_view word) {
  return scope == Scope::kTitle ? format::TitleWordTerm(word) : format::WordTerm(word);
}

std::string StemTerm(Scope scope, absl::string_view stem) {
  return scope == Scope::kTitle ? format::TitleStemTerm(stem) : format::StemTerm(stem);
}

Node TermNode(std::string term) {
  Node node;
  node.op = Op::kTerm;
  node.term = std::move(term);
  return node;
}

Node OrNode(std::vector<Node> children) {
  if (children.size() == 1) return std::move(children.front());
  Node node;
  node.op = Op::kOr;
  node.children = std::move(children);
  return node;
}

absl::string_view Written(const Lexeme& lexeme, const text::Token& token) {
  return lexeme.text.substr(token.begin, token.end - token.begin);
}

// True for small ASCII letters and digits: these are read as they are written.
bool IsPlain(absl::string_view term) {
  return std::all_of(term.begin(), term.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c);
  });
}

// A spelling of the token that is read as the same token again.
std::string Spelling(const text::Token& token, absl::string_view written) {
  if (IsPlain(token.term)) return token.term;
  for (absl::string_view spelling : {absl::string_view(token.term), written}) {
    const std::vector<text::Token> again = text::Tokenize(spelling);
    if (again.size() == 1 && again[0].term == token.term) return std::string(spelling);
  }
  return token.term;
}

// The words of a phrase, spelled so that they are cut in the same way again.
std::string PhraseText(const Lexeme& lexeme, const std::vector<text::Token>& tokens) {
  std::vector<std::string> words;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const size_t first = i;
    while (tokens[i].joins_next && i + 1 < tokens.size()) ++i;
    words.push_back(i == first ? Spelling(tokens[i], Written(lexeme, tokens[i]))
                               : std::string(lexeme.text.substr(
                                     tokens[first].begin, tokens[i].end - tokens[first].begin)));
  }
  return absl::StrJoin(words, " ");
}

// The word that an acronym reads like ("u.s" -> "us"); a term without dots as it is.
std::string WithoutDots(absl::string_view written, const std::string& term) {
  if (absl::StrContains(written, '.')) return term;
  std::string word = term;
  word.erase(std::remove(word.begin(), word.end(), '.'), word.end());
  return text::AcronymOf(word) == term ? word : term;
}

Piece MakeWildcard(const Lexeme& lexeme, const text::Token& token, Scope scope) {
  const std::string prefix = WithoutDots(Written(lexeme, token), token.term);
  Piece piece;
  piece.form = Piece::Form::kLeaf;
  piece.node.op = Op::kWildcard;
  piece.node.term = WordTerm(scope, prefix);
  piece.highlight.prefixes.push_back(prefix);
  piece.text = Spelling(token, Written(lexeme, token)) + "*";
  if (prefix != token.term) piece.text = prefix + "*";
  return piece;
}

// Any word with the stem of `word`.
Node StemNode(Scope scope, const std::string& word, const Reading& reading) {
  if (reading.stemmer != nullptr) return TermNode(StemTerm(scope, reading.stemmer->Stem(word)));
  Node node;
  node.op = Op::kStem;
  node.term = word;
  node.scope = scope;
  return node;
}

Piece MakeSingleWord(const Lexeme& lexeme, const text::Token& token, Scope scope,
                     const Reading& reading) {
  Piece piece;
  piece.form = Piece::Form::kLeaf;
  piece.text = Spelling(token, Written(lexeme, token));
  const bool quoted = lexeme.type == Lexeme::Type::kPhrase;
  if (quoted) piece.text = absl::StrCat("\"", piece.text, "\"");
  if (!quoted && text::IsStopWord(token.term, reading.stop_words)) piece.stop_word = token.term;
  const bool exact = quoted || token.unspaced;
  std::vector<Node> nodes;
  const auto add = [&](std::string word) {
    nodes.push_back(exact ? TermNode(WordTerm(scope, word)) : StemNode(scope, word, reading));
    std::vector<std::string>& marked = exact ? piece.highlight.words : piece.highlight.stemmed;
    marked.push_back(std::move(word));
  };
  add(token.term);
  // What a word in lower case may be meant for beside itself, or one with signs be written as.
  if (std::string acronym = text::AcronymOf(token.term); !acronym.empty()) add(std::move(acronym));
  if (std::string spelled = text::SpellOut(Written(lexeme, token));
      !spelled.empty() && spelled.size() <= text::kMaxTokenBytes) {
    add(std::move(spelled));
  }
  piece.node = OrNode(std::move(nodes));
  return piece;
}

Piece MakePhrase(const Lexeme& lexeme, const std::vector<text::Token>& tokens, Scope scope) {
  Piece piece;
  piece.form = Piece::Form::kLeaf;
  piece.text = absl::StrCat("\"", PhraseText(lexeme, tokens), "\"");
  Node literal;
  literal.op = Op::kPhrase;
  std::vector<std::pair<size_t, std::string>> acronyms;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const text::Token& token = tokens[i];
    if (std::string acronym = text::AcronymOf(token.term); !acronym.empty()) {
      acronyms.emplace_back(literal.terms.size(), std::move(acronym));
    }
    literal.terms.push_back(WordTerm(scope, token.term));
    piece.highlight.words.push_back(token.term);
    // Behind the last pair of a run comes its last character, then the next word.
    if (token.is_pair() && !token.joins_next && i + 1 < tokens.size()) {
      literal.terms.push_back(WordTerm(scope, token.second()));
    }
  }
  std::vector<Node> readings = {literal};
  if (acronyms.size() <= kMaxAcronymsInPhrase) {
    for (auto& [index, acronym] : acronyms) {
      Node& reading = readings.emplace_back(literal);
      reading.terms[index] = WordTerm(scope, acronym);
      piece.highlight.words.push_back(std::move(acronym));
    }
  }
  piece.node = OrNode(std::move(readings));
  return piece;
}

bool IsTooLong(const text::Token& token) { return token.term.empty(); }

// The tokens that the index may have; a warning for each of the others.
std::vector<text::Token> WithoutTooLong(const Lexeme& lexeme, std::vector<std::string>* warnings) {
  std::vector<text::Token> tokens;
  for (const text::Token& token : lexeme.tokens) {
    if (!IsTooLong(token)) {
      tokens.push_back(token);
      continue;
    }
    std::string shown(Written(lexeme, token).substr(0, kShownBytes));
    while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80) {
      shown.pop_back();
    }
    if (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0xC0) shown.pop_back();
    warnings->push_back(absl::StrCat("A word is longer than ", text::kMaxTokenBytes,
                                     " bytes and was left out: ", shown, "..."));
  }
  return tokens;
}

void Append(std::vector<std::string>* to, std::vector<std::string> from) {
  to->insert(to->end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void Append(HighlightTerms* to, HighlightTerms from) {
  Append(&to->words, std::move(from.words));
  Append(&to->stemmed, std::move(from.stemmed));
  Append(&to->prefixes, std::move(from.prefixes));
}

// Moves `child` below a node of `op`; the children of a child of the same operator become its own.
void Adopt(Op op, Node child, std::vector<Node>* children) {
  if (child.op != op) {
    children->push_back(std::move(child));
    return;
  }
  for (Node& grandchild : child.children) children->push_back(std::move(grandchild));
}

std::string InParentheses(bool needed, absl::string_view text) {
  return needed ? absl::StrCat("(", text, ")") : std::string(text);
}

void DropNothing(std::vector<Piece>* pieces) {
  pieces->erase(std::remove_if(pieces->begin(), pieces->end(),
                               [](const Piece& p) { return p.form == Piece::Form::kNothing; }),
                pieces->end());
}

// The parts of MakeAnd and MakeOr that are alike. REQUIRES: at least one piece.
Piece Combine(Op op, Piece::Form form, absl::string_view joint, std::vector<Piece> pieces) {
  if (pieces.size() == 1) return std::move(pieces.front());
  Piece combined;
  combined.form = form;
  combined.node.op = op;
  std::vector<std::string> texts;
  for (Piece& piece : pieces) {
    texts.push_back(
        InParentheses(piece.form != Piece::Form::kLeaf && piece.form != form, piece.text));
    Append(&combined.highlight, std::move(piece.highlight));
    Adopt(op, std::move(piece.node), &combined.node.children);
  }
  combined.text = absl::StrJoin(texts, joint);
  return combined;
}

}  // namespace

Piece MakeLeaf(const Lexeme& lexeme, Scope scope, const Reading& reading,
               std::vector<std::string>* warnings) {
  const bool any_too_long = std::any_of(lexeme.tokens.begin(), lexeme.tokens.end(), IsTooLong);
  std::vector<text::Token> others;
  if (any_too_long) others = WithoutTooLong(lexeme, warnings);
  const std::vector<text::Token>& tokens = any_too_long ? others : lexeme.tokens;
  if (tokens.empty()) return Piece();
  Piece piece = tokens.size() > 1 ? MakePhrase(lexeme, tokens, scope)
                : lexeme.star && !tokens.front().unspaced
                    ? MakeWildcard(lexeme, tokens.front(), scope)
                    : MakeSingleWord(lexeme, tokens.front(), scope, reading);
  if (scope == Scope::kTitle) piece.text = absl::StrCat("title:", piece.text);
  return piece;
}

Piece MakeAnd(std::vector<Piece> positives, std::vector<Piece> negatives) {
  DropNothing(&positives);
  DropNothing(&negatives);
  if (positives.empty() && negatives.empty()) return Piece();
  Piece piece;
  piece.node.op = Op::kAll;
  if (!positives.empty()) {
    piece = Combine(Op::kAnd, Piece::Form::kAnd, " AND ", std::move(positives));
  }
  if (negatives.empty()) return piece;
  Piece without;
  without.form = Piece::Form::kAndNot;
  without.node.op = Op::kAndNot;
  without.highlight = std::move(piece.highlight);
  std::vector<std::string> texts;
  if (piece.form != Piece::Form::kNothing) {
    texts.push_back(InParentheses(
        piece.form == Piece::Form::kOr || piece.form == Piece::Form::kAndNot, piece.text));
  }
  without.node.children.push_back(std::move(piece.node));
  for (Piece& negative : negatives) {
    texts.push_back(
        absl::StrCat("NOT ", InParentheses(negative.form != Piece::Form::kLeaf, negative.text)));
    without.node.children.push_back(std::move(negative.node));
  }
  without.text = absl::StrJoin(texts, " AND ");
  return without;
}

Piece MakeOr(std::vector<Piece> pieces) {
  DropNothing(&pieces);
  if (pieces.empty()) return Piece();
  return Combine(Op::kOr, Piece::Form::kOr, " OR ", std::move(pieces));
}

}  // namespace dateline::query
