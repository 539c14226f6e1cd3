// Every string of every answer, filled with what must not reach a terminal.

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "client/article_page.h"
#include "client/entity_page.h"
#include "client/index_page.h"
#include "client/json_line.h"
#include "client/safe_text.h"
#include "client/search_page.h"

namespace dateline::client {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kHostile[] = "x\x1b[2J\r\u009b1m\u202e\u0007\n\ty\u2066\x7f\u0085z\u061c\U000E0041";

// Fills all fields of `message`: strings with kHostile and their name, numbers with `number`, lists
// of messages with nine elements of ascending numbers.
void Fill(int64_t number, Message* message) {
  const auto* reflection = message->GetReflection();
  const auto* type = message->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const bool list = field->is_repeated();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        // Not all the same: what equals something else may not be shown.
        list ? reflection->AddString(message, field, kHostile + field->name())
             : reflection->SetString(message, field, kHostile + field->name());
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        reflection->SetInt32(message, field, static_cast<int32_t>(number));
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        reflection->SetInt64(message, field, number);
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        reflection->SetDouble(message, field, static_cast<double>(number));
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        reflection->SetBool(message, field, number > 0);
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        reflection->SetEnumValue(message, field, static_cast<int>(number % 9));
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        for (int element = 0; list && element < 9; ++element) {
          Fill(number + element, reflection->AddMessage(message, field));
        }
        if (!list) Fill(number, reflection->MutableMessage(message, field));
        break;
      default:
        FAIL() << "unexpected type of " << field->full_name();
    }
  }
}

// Without the escape sequences that our own styles are made of.
std::string WithoutStyles(const std::string& page) {
  std::string out;
  for (size_t i = 0; i < page.size(); ++i) {
    size_t end = i + 2;
    if (page.compare(i, 2, "\x1b[") == 0) {
      while (end < page.size() && (page[end] == ';' || (page[end] >= '0' && page[end] <= '9'))) {
        ++end;
      }
      if (end < page.size() && page[end] == 'm') {
        i = end;
        continue;
      }
    }
    out.push_back(page[i]);
  }
  return out;
}

void ExpectHarmless(const std::string& page) {
  EXPECT_TRUE(IsUtf8(page));
  std::string without_breaks = WithoutStyles(page);
  for (char& c : without_breaks) {
    if (c == '\n') c = ' ';
  }
  // What is safe stays as it is when it is made safe.
  const std::string safe = SafeText(without_breaks, true);
  size_t at = 0;
  while (at < safe.size() && at < without_breaks.size() && safe[at] == without_breaks[at]) ++at;
  EXPECT_TRUE(safe == without_breaks) << "unlike from here: " << without_breaks.substr(at, 20);
}

template <typename Answer, typename Render>
void ExpectHarmlessPages(const Render& render) {
  for (int64_t number : {int64_t{-2147483648}, int64_t{-1}, int64_t{0}, int64_t{1}, int64_t{3},
                         int64_t{2147483638}}) {
    Answer answer;
    Fill(number, &answer);
    for (bool color : {false, true}) {
      for (bool unicode : {false, true}) {
        for (int width : {kMinWidth, 80, kMaxWidth}) {
          Screen screen;
          screen.width = width;
          screen.color = color;
          screen.unicode = unicode;
          const std::string page = render(answer, screen);
          EXPECT_THAT(page, testing::Not(testing::IsEmpty()));
          ExpectHarmless(page);
          if (!unicode) {
            for (unsigned char c : page) ASSERT_LT(c, 0x80);
          }
        }
      }
    }
    ExpectHarmless(JsonLine(answer).value());
  }
}

TEST(HostileAnswerTest, LeavesASearchPageHarmless) {
  ExpectHarmlessPages<v1::SearchResponse>(
      [](const v1::SearchResponse& response, const Screen& screen) {
        return RenderSearch({}, response, screen);
      });
}

TEST(HostileAnswerTest, LeavesAnArticleHarmless) {
  ExpectHarmlessPages<v1::Article>(RenderArticle);
}

TEST(HostileAnswerTest, LeavesAListOfValuesHarmless) {
  ExpectHarmlessPages<v1::ListFacetValuesResponse>(
      [](const v1::ListFacetValuesResponse& response, const Screen& screen) {
        return RenderFacetValues({}, response, screen);
      });
}

TEST(HostileAnswerTest, LeavesAnEntityHarmless) {
  v1::ListCooccurrencesResponse beside;
  Fill(3, &beside);
  ExpectHarmlessPages<v1::GetEntityResponse>(
      [&](const v1::GetEntityResponse& entity, const Screen& screen) {
        return RenderEntity(entity, {}, beside, screen);
      });
  v1::GetEntityResponse entity;
  Fill(3, &entity);
  ExpectHarmlessPages<v1::ListCooccurrencesResponse>(
      [&](const v1::ListCooccurrencesResponse& others, const Screen& screen) {
        return RenderEntity(entity, {}, others, screen);
      });
  ExpectHarmless(JsonLineWithList(entity, "cooccurrences", {&beside, &entity}).value());
}

TEST(HostileAnswerTest, LeavesAListOfEntitiesHarmless) {
  ExpectHarmlessPages<v1::ListEntitiesResponse>(RenderCandidates);
}

TEST(HostileAnswerTest, LeavesWhatAnIndexHoldsHarmless) {
  ExpectHarmlessPages<v1::GetIndexResponse>(RenderIndex);
}

}  // namespace
}  // namespace dateline::client
