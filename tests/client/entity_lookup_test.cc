// `dateline entity` against a server of its own in this process, which answers what the test says.

#include "client/entity_lookup.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/run.h"
#include "dateline/v1/entity_service.grpc.pb.h"

namespace dateline::client {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Knows entities by id and display name, and lists those whose name has the query as a part.
class FakeEntities : public v1::EntityService::Service {
 public:
  grpc::Status GetEntity(grpc::ServerContext*, const v1::GetEntityRequest* request,
                         v1::GetEntityResponse* response) override {
    response->set_revision(get_revision());
    for (const v1::Entity& entity : entities) {
      if (entity.id() == request->id()) *response->mutable_entity() = entity;
    }
    if (response->has_entity()) return grpc::Status::OK;
    return {grpc::StatusCode::NOT_FOUND, "no article has '" + request->id() + "'"};
  }

  grpc::Status ListEntities(grpc::ServerContext*, const v1::ListEntitiesRequest* request,
                            v1::ListEntitiesResponse* response) override {
    lists.push_back(*request);
    std::vector<v1::Entity> found;
    for (const v1::Entity& entity : entities) {
      if (absl::StrContains(absl::AsciiStrToLower(entity.display_name()),
                            absl::AsciiStrToLower(request->query()))) {
        found.push_back(entity);
      }
    }
    int at = 0;
    if (!request->page_token().empty() && !absl::SimpleAtoi(request->page_token(), &at)) {
      return {grpc::StatusCode::INVALID_ARGUMENT, "page_token"};
    }
    const int end = std::min<int>(at + request->page_size(), static_cast<int>(found.size()));
    for (; at < end; ++at) *response->add_entities() = found[at];
    if (end < static_cast<int>(found.size())) response->set_next_page_token(absl::StrCat(end));
    response->set_total(static_cast<int>(found.size()));
    response->set_revision(list_revision());
    if (!warning.empty()) response->add_warnings(warning);
    if (!later_warning.empty() && !request->page_token().empty()) {
      response->add_warnings(later_warning);
    }
    return grpc::Status::OK;
  }

  grpc::Status ListCooccurrences(grpc::ServerContext*, const v1::ListCooccurrencesRequest* request,
                                 v1::ListCooccurrencesResponse* response) override {
    besides.push_back(*request);
    v1::Cooccurrences* kind = response->add_cooccurrences();
    kind->set_kind(v1::DIMENSION_PLACE);
    kind->set_distinct(1);
    kind->add_values()->mutable_entity()->set_display_name("Oslo");
    kind->mutable_values(0)->set_article_count(7);
    response->set_revision(beside_revision());
    if (!warning.empty()) response->add_warnings(warning);
    return grpc::Status::OK;
  }

  void Add(const std::string& id, const std::string& name) {
    v1::Entity& entity = entities.emplace_back();
    entity.set_id(id);
    entity.set_kind(v1::DIMENSION_PERSON);
    entity.set_display_name(name);
    entity.set_article_count(12);
    entity.set_about_count(3);
  }

  std::vector<v1::Entity> entities;
  std::string warning;
  std::string later_warning;  // On every page of a list but the first.
  std::function<int64_t()> get_revision = [] { return 17; };
  std::function<int64_t()> list_revision = [] { return 17; };
  std::function<int64_t()> beside_revision = [] { return 17; };
  std::vector<v1::ListEntitiesRequest> lists;
  std::vector<v1::ListCooccurrencesRequest> besides;
};

class EntityLookupTest : public testing::Test {
 protected:
  EntityLookupTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&fake_);
    server_ = builder.BuildAndStart();
    environment_.dateline_address = absl::StrCat("127.0.0.1:", port);
    environment_.locale = "C.UTF-8";
  }

  ~EntityLookupTest() override { server_->Shutdown(std::chrono::system_clock::now()); }

  Outcome Entity(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "entity");
    return client::Run(arguments, environment_);
  }

  FakeEntities fake_;
  std::unique_ptr<grpc::Server> server_;
  Environment environment_;
};

TEST_F(EntityLookupTest, ShowsTheOneOfAnId) {
  fake_.Add("person/kim", "Kim Jong Un");
  const Outcome outcome = Entity({"person/kim", "--limit", "4", "--beside", "place"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_THAT(outcome.out, StartsWith("Kim Jong Un\nPerson · person/kim\n12 articles, 3 of them "));
  EXPECT_THAT(outcome.out, HasSubstr("Oslo"));
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(fake_.lists, IsEmpty());
  ASSERT_EQ(fake_.besides.size(), 1u);
  EXPECT_EQ(fake_.besides[0].id(), "person/kim");
  EXPECT_EQ(fake_.besides[0].size(), 4);
  EXPECT_THAT(fake_.besides[0].kinds(), ElementsAre(v1::DIMENSION_PLACE));
}

TEST_F(EntityLookupTest, ShowsTheOnlyOneThatANameFinds) {
  fake_.Add("person/kim", "Kim Jong Un");
  fake_.Add("person/putin", "Vladimir Putin");
  const Outcome outcome = Entity({"--kind", "person", "vladi"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_THAT(outcome.out, StartsWith("Vladimir Putin\n"));
  ASSERT_EQ(fake_.lists.size(), 1u);
  EXPECT_EQ(fake_.lists[0].query(), "vladi");
  EXPECT_THAT(fake_.lists[0].kinds(), ElementsAre(v1::DIMENSION_PERSON));
  // What a name may stand for says nothing of whom to show beside it.
  EXPECT_THAT(fake_.besides[0].kinds(), IsEmpty());
}

TEST_F(EntityLookupTest, ShowsTheOneThatIsCalledExactlySo) {
  fake_.Add("organization/kim-university", "Kim University");
  fake_.Add("person/kim", "Kim");
  fake_.Add("person/kim-jong-un", "Kim Jong Un");
  EXPECT_THAT(Entity({"kim"}).out, StartsWith("Kim\nPerson · person/kim\n"));
  EXPECT_THAT(Entity({"KIM", "jong", "UN"}).out, StartsWith("Kim Jong Un\n"));
}

TEST_F(EntityLookupTest, ListsSeveralWithThoseOfExactlyThisNameFirst) {
  fake_.Add("organization/kim-university", "Kim University");
  fake_.Add("person/kim", "Kim");
  fake_.Add("person/kim-jong-un", "Kim Jong Un");
  fake_.Add("place/kim", "KIM");
  const Outcome outcome = Entity({"Kim", "--limit", "3"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_EQ(outcome.out,
            "Name            Kind    Articles  About\n"
            "Kim             person        12      3  person/kim\n"
            "KIM             person        12      3  place/kim\n"
            "Kim University  person        12      3  organization/kim-university\n"
            "\n"
            "3 of 4 entities, revision 17\n"
            "For one of them: dateline entity person/kim\n"
            "For more: add --limit 6, or words of the name\n");
  EXPECT_THAT(fake_.besides, IsEmpty());
}

TEST_F(EntityLookupTest, ListsSeveralOfWhichNoneIsCalledSo) {
  fake_.Add("person/kim-jong-un", "Kim Jong Un");
  fake_.Add("person/kim-jong-il", "Kim Jong Il");
  EXPECT_THAT(Entity({"kim"}).out, EndsWith("\n2 entities, revision 17\nFor one of them: dateline "
                                            "entity person/kim-jong-un\n"));
}

TEST_F(EntityLookupTest, LooksThroughManyForTheOneOfThisName) {
  for (int i = 0; i < 2 * kCandidatePageSize; ++i) {
    fake_.Add(absl::StrCat("person/kim-", i), absl::StrCat("Kim ", i));
  }
  fake_.Add("person/kim", "Kim");
  EXPECT_THAT(Entity({"Kim"}).out, StartsWith("Kim\nPerson · person/kim\n"));
  EXPECT_EQ(fake_.lists.size(), 3u);
}

TEST_F(EntityLookupTest, TakesNoneForTheOneWhenThereAreTooMany) {
  fake_.Add("person/kim", "Kim");
  for (int i = 1; i < kMaxCandidatePages * kCandidatePageSize; ++i) {
    fake_.Add(absl::StrCat("person/kim-", i), absl::StrCat("Kim ", i));
  }
  // As many as are looked at: it is the only one.
  EXPECT_THAT(Entity({"Kim"}).out, StartsWith("Kim\nPerson"));
  fake_.Add("place/kim", "Kim");
  const Outcome outcome = Entity({"Kim"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_THAT(outcome.out, HasSubstr("\nKim     person        12      3  person/kim\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\n20 of 10,001 entities, revision 17\n"));
}

TEST_F(EntityLookupTest, TakesNoneForTheOneWhenTheIndexChangedBetweenPages) {
  fake_.Add("person/kim", "Kim");
  for (int i = 0; i < kCandidatePageSize; ++i) {
    fake_.Add(absl::StrCat("person/kim-", i), absl::StrCat("Kim ", i));
  }
  fake_.list_revision = [n = 17]() mutable { return n++; };
  EXPECT_THAT(Entity({"Kim"}).out, HasSubstr("\n20 of 1,001 entities, revision 17\n"));
}

// The revision stays when only the alias overlay is another.
TEST_F(EntityLookupTest, TakesNoneForTheOneWhenAPageWarns) {
  fake_.Add("person/kim", "Kim");
  for (int i = 0; i < kCandidatePageSize; ++i) {
    fake_.Add(absl::StrCat("person/kim-", i), absl::StrCat("Kim ", i));
  }
  fake_.later_warning = "The alias overlay has changed between two pages.";
  EXPECT_THAT(Entity({"Kim"}).out, HasSubstr("\n20 of 1,001 entities, revision 17\n"));
}

TEST_F(EntityLookupTest, EndsWithOneWhenNoneIsCalledSo) {
  const Outcome outcome = Entity({"kim"});
  EXPECT_EQ(outcome.exit_code, kExitNothingFound);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err,
            "dateline: no entity has a name with this word, or one that begins so: kim\n");
  EXPECT_EQ(Entity({"--kind", "person", "--kind", "place", "kim", "\x1b[1m"}).err,
            "dateline: no person or place has a name with these words, or words that begin so: kim "
            "\uFFFD[1m\n");
}

TEST_F(EntityLookupTest, EndsWithOneForAnIdThatIsNotThere) {
  const Outcome outcome = Entity({"--json", "person/kim"});
  EXPECT_EQ(outcome.exit_code, kExitNothingFound);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err, "dateline: not found (NOT_FOUND: no article has 'person/kim')\n");
}

TEST_F(EntityLookupTest, AsksAgainUntilBothAnswersAreOfOneRevision) {
  fake_.Add("person/kim", "Kim");
  fake_.get_revision = [n = 16]() mutable { return n++; };
  EXPECT_THAT(Entity({"Kim"}).out, HasSubstr(", revision 17\n"));
  EXPECT_EQ(fake_.besides.size(), 2u);
  fake_.get_revision = [n = 18]() mutable { return n++; };
  const Outcome outcome = Entity({"Kim"});
  EXPECT_EQ(outcome.exit_code, kExitError);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err,
            "dateline: the index changes faster than an entity can be looked up: try again\n");
  EXPECT_EQ(fake_.besides.size(), 2u + kMaxRevisionTries);
}

TEST_F(EntityLookupTest, PrintsOneAsJsonWithThoseBesideIt) {
  fake_.Add("person/kim", "Kim");
  fake_.warning = "careful";
  const Outcome outcome = Entity({"--json", "Kim"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_THAT(outcome.out, StartsWith("{\"entity\":{\"id\":\"person/kim\","));
  EXPECT_THAT(outcome.out, HasSubstr(",\"revision\":\"17\",\"cooccurrences\":[{\"kind\":"));
  EXPECT_THAT(outcome.out, EndsWith("}\n"));
  EXPECT_EQ(outcome.err, "dateline: warning: careful\n");
  v1::GetEntityResponse entity;
  v1::ListCooccurrencesResponse beside;
  google::protobuf::util::JsonParseOptions known;
  known.ignore_unknown_fields = true;
  ASSERT_TRUE(JsonStringToMessage(outcome.out, &entity, known).ok());
  ASSERT_TRUE(JsonStringToMessage(outcome.out, &beside, known).ok());
  EXPECT_EQ(entity.entity().article_count(), 12);
  EXPECT_EQ(beside.cooccurrences(0).values(0).article_count(), 7);
}

TEST_F(EntityLookupTest, PrintsSeveralAndNoneAsJsonToo) {
  fake_.Add("person/kim-jong-un", "Kim Jong Un");
  fake_.Add("person/kim-jong-il", "Kim Jong Il");
  fake_.warning = "careful";
  const Outcome several = Entity({"--json", "kim", "--limit", "1"});
  EXPECT_EQ(several.exit_code, kExitFound);
  EXPECT_THAT(several.err, IsEmpty());
  v1::ListEntitiesResponse read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(several.out, &read).ok());
  EXPECT_EQ(read.entities_size(), 1);
  EXPECT_EQ(read.total(), 2);
  EXPECT_THAT(read.next_page_token(), IsEmpty());
  EXPECT_THAT(read.warnings(), ElementsAre("careful"));
  const Outcome none = Entity({"--json", "putin"});
  EXPECT_EQ(none.exit_code, kExitNothingFound);
  EXPECT_THAT(none.out, StartsWith("{\"entities\":[],\"total\":0,"));
  EXPECT_THAT(none.err, HasSubstr("no entity has a name with this word"));
}

TEST_F(EntityLookupTest, PassesWarningsOn) {
  fake_.Add("person/kim-jong-un", "Kim Jong Un");
  fake_.Add("person/kim-jong-il", "Kim Jong Il");
  fake_.warning = "\x1b[1m";
  EXPECT_EQ(Entity({"kim"}).err, "dateline: warning: \uFFFD[1m\n");
  EXPECT_EQ(Entity({"Kim Jong Un"}).err, "dateline: warning: \uFFFD[1m\n");
}

}  // namespace
}  // namespace dateline::client
