// Bodies as people, programs and attackers send them.
#include "http/input.hpp"
#include "http/response.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace palabre::http {
namespace {

Reason reason_of(const Result<Input>& input) { return input.error().reason; }

Request body_of(std::string type, std::string body) {
  Request request;
  request.content_type = std::move(type);
  request.body = std::move(body);
  return request;
}

TEST(Input, ReadsTheSameFieldsFromJsonAndFromAForm) {
  for (auto* made : {new Result<Input>(Input::from_json(R"({"title":"  Un   vélo ","count":3,"is_open":true,"tags":["a","b"]})")),
                     new Result<Input>(Input::from_form("title=++Un+++v%C3%A9lo+&count=3&is_open=on&tags=a,b"))}) {
    std::unique_ptr<Result<Input>> owner(made);
    ASSERT_TRUE(*made);
    auto& input = **made;
    EXPECT_EQ(input.line("title", {5, 300}), "Un vélo");
    EXPECT_EQ(input.optional_integer("count", 0, 9), 3);
    EXPECT_EQ(input.optional_fact("is_open"), true);
    EXPECT_EQ(input.lines("tags", {1, 5}, 4), (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(input.refusal());
  }
}

TEST(Input, RefusesWhatIsNotJson) {
  for (const auto* broken : {"", "{", "[1]", "\"x\"", "{\"a\":1}}", "{\"a\":\"\\ud800\"}", "{\"a\":1e999}", "{'a':1}", "{\"a\":1,}", "nul"}) {
    const auto input = Input::from_json(broken);
    ASSERT_FALSE(input) << broken;
    EXPECT_EQ(reason_of(input), Reason::bad_json) << broken;
  }
}

TEST(Input, RefusesDuplicateKeysAtEveryLevel) {
  EXPECT_EQ(reason_of(Input::from_json(R"({"a":1,"a":2})")), Reason::bad_json);
  EXPECT_EQ(reason_of(Input::from_json(R"({"b":{"a":1,"a":2}})")), Reason::bad_json);
  EXPECT_TRUE(Input::from_json(R"({"b":{"a":1},"c":[{"a":1},{"a":2}],"a":3})"));
}

TEST(Input, RefusesDeepNestingButNotTheAllowedDepth) {
  const auto nested = [](std::size_t depth) { return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}"; };
  EXPECT_TRUE(Input::from_json(nested(30)));
  EXPECT_EQ(reason_of(Input::from_json(nested(40))), Reason::bad_json);
  EXPECT_EQ(reason_of(Input::from_json(nested(100'000))), Reason::bad_json);
}

TEST(Input, RefusesBytesThatAreNotUtf8) {
  EXPECT_EQ(reason_of(Input::from_json("{\"a\":\"\xff\"}")), Reason::bad_encoding);
  EXPECT_EQ(reason_of(Input::from_json("{\"a\":\"\xed\xa0\x80\"}")), Reason::bad_encoding);
  EXPECT_EQ(reason_of(Input::from_form("a=%FF")), Reason::bad_encoding);
  EXPECT_EQ(reason_of(Input::from_form("a=%G1")), Reason::bad_encoding);
}

TEST(Input, ChoosesTheReaderByContentType) {
  EXPECT_TRUE(Input::read(body_of("application/json", "{}")));
  EXPECT_TRUE(Input::read(body_of("application/x-www-form-urlencoded", "a=1")));
  EXPECT_TRUE(Input::read(body_of("", "")));
  EXPECT_EQ(reason_of(Input::read(body_of("text/plain", "{}"))), Reason::unsupported_media_type);
  EXPECT_EQ(reason_of(Input::read(body_of("", "{}"))), Reason::unsupported_media_type);
}

TEST(Input, NamesTheFirstThingThatWasWrong) {
  auto input = Input::from_json(R"({"title":"abc","stance":"maybe"})");
  input->line("title", {5, 300});
  input->choice("stance", {"for", "against"});
  const auto refusal = input->refusal();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->reason, Reason::too_short);
  EXPECT_EQ(refusal->field, "title");
}

TEST(Input, NamesEachFieldAtFaultOnceWithItsFirstFault) {
  auto input = Input::from_json(R"({"title":"abc","stance":"maybe","texts":{"fr":"a","de":"b"},"known":"well"})");
  input->line("title", {5, 300});
  input->line("title", {1, 2});
  input->choice("stance", {"for", "against"});
  input->line("body", {1, 10});
  input->texts_by_language("texts", {5, 10});
  input->line("known", {1, 10});
  input->refuse_field(Reason::bad_field, "known", "depends on the others, which cannot be read");
  const auto refusal = input->refusal();
  ASSERT_TRUE(refusal);
  std::vector<std::string> named{refusal->field};
  for (const auto& fault : refusal->also) named.push_back(fault.field);
  EXPECT_EQ(named, (std::vector<std::string>{"title", "stance", "body", "texts.de", "texts.fr"}));
  EXPECT_EQ(refusal->reason, Reason::too_short);
  EXPECT_EQ(refusal->also[1].reason, Reason::missing_field);
  const auto body = nlohmann::json::parse(problem_response(*refusal).body);
  EXPECT_EQ(body["field"], "title");
  ASSERT_EQ(body["errors"].size(), 5U);
  EXPECT_EQ(body["errors"][0]["field"], "title");
  EXPECT_EQ(body["errors"][2]["code"], "missing_field");
}

TEST(Input, NamesNoMoreFieldsThanAReaderTakesIn) {
  auto input = Input::from_json("{}");
  for (int i = 0; i < 100; ++i) input->line("f" + std::to_string(i), {1, 9});
  EXPECT_EQ(input->refusal()->also.size(), 20U);
}

TEST(Input, RefusesMissingUnknownAndMistypedFields) {
  auto missing = Input::from_json("{}");
  missing->line("title", {1, 9});
  EXPECT_EQ(missing->refusal()->reason, Reason::missing_field);
  auto unknown = Input::from_json(R"({"title":"abc","admin":true})");
  unknown->line("title", {1, 9});
  EXPECT_EQ(unknown->refusal()->reason, Reason::unknown_field);
  EXPECT_EQ(unknown->refusal()->field, "admin");
  auto mistyped = Input::from_json(R"({"title":7})");
  mistyped->line("title", {1, 9});
  EXPECT_EQ(mistyped->refusal()->reason, Reason::bad_field);
  auto twice = Input::from_form("title=a&title=b");
  twice->line("title", {1, 9});
  EXPECT_EQ(twice->refusal()->reason, Reason::bad_field);
}

TEST(Input, CountsCharactersNotBytes) {
  auto input = Input::from_json(R"({"title":"ééééé"})");
  EXPECT_EQ(input->line("title", {5, 5}), "ééééé");
  EXPECT_FALSE(input->refusal());
}

TEST(Input, ComposesAccentsAndKeepsNoBreakSpacesInside) {
  auto input = Input::from_json("{\"a\":\"e\xCC\x81t\xC3\xA9\",\"b\":\"\xC2\xA0vu\xE2\x80\xAF?\xC2\xA0\"}");
  EXPECT_EQ(input->line("a", {1, 9}), "été");
  EXPECT_EQ(input->line("b", {1, 9}), "vu\xE2\x80\xAF?");
}

TEST(Input, RefusesControlCharactersAndInvisibleTitles) {
  auto control = Input::from_json(R"({"a":"x\u0001y"})");
  control->line("a", {1, 9});
  EXPECT_EQ(control->refusal()->reason, Reason::bad_field);
  auto nothing = Input::from_json("{\"a\":\"\\u200b\\u200b\\u200b\"}");
  nothing->line("a", {1, 9});
  EXPECT_EQ(nothing->refusal()->reason, Reason::too_short);
}

TEST(Input, NormalisesLineEndsOfText) {
  auto input = Input::from_json(R"({"a":"\r\n one\r\ntwo\rthree \n"})");
  EXPECT_EQ(input->text("a", {1, 99}), "one\ntwo\nthree");
}

TEST(Input, ReadsNumbersStrictly) {
  for (const auto* wrong : {R"({"n":1.5})", R"({"n":"3"})", R"({"n":99999999999999999999})", R"({"n":-1})", R"({"n":[]})"}) {
    auto input = Input::from_json(wrong);
    EXPECT_FALSE(input->optional_integer("n", 0, 10)) << wrong;
    EXPECT_EQ(input->refusal()->reason, Reason::bad_field) << wrong;
  }
  auto real = Input::from_json(R"({"n":48.85})");
  EXPECT_DOUBLE_EQ(*real->optional_real("n", -90, 90), 48.85);
}

TEST(Input, ReadsTextsByLanguageFromBothForms) {
  auto from_json = Input::from_json(R"({"title":{"en":"Bus","fr":"Le bus"}})");
  auto from_form = Input::from_form("title.en=Bus&title.fr=Le+bus&title.de=");
  const std::vector<std::pair<std::string, std::string>> expected{{"en", "Bus"}, {"fr", "Le bus"}};
  EXPECT_EQ(from_json->texts_by_language("title", {1, 50}), expected);
  EXPECT_EQ(from_form->texts_by_language("title", {1, 50}), expected);
  EXPECT_FALSE(from_json->refusal());
  EXPECT_FALSE(from_form->refusal());
  auto wrong = Input::from_json(R"({"title":{"french":"x"}})");
  wrong->texts_by_language("title", {1, 50});
  EXPECT_EQ(wrong->refusal()->reason, Reason::bad_field);
}

TEST(Input, ReadsNestedObjectsAndNamesTheirFieldsInFull) {
  auto input = Input::from_json(R"({"place":{"name":"Lille","x":1}})");
  auto place = input->object("place");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->line("name", {1, 9}), "Lille");
  EXPECT_EQ(place->refusal()->field, "place.x");
  EXPECT_FALSE(input->refusal());
}

TEST(Input, ReadsIdsAsStrings) {
  auto input = Input::from_json(R"({"ideas":["4","12"],"bad":["04"]})");
  EXPECT_EQ(input->ids("ideas", 5), (std::vector<std::int64_t>{4, 12}));
  EXPECT_TRUE(input->ids("bad", 5).empty());
  EXPECT_EQ(input->refusal()->field, "bad");
}

TEST(Input, ReadsDatesAndNullAsAbsent) {
  auto input = Input::from_json(R"({"on":"2026-11-21","none":null,"off":"tomorrow"})");
  EXPECT_EQ(iso_text(*input->optional_instant("on")), "2026-11-21T00:00:00.000Z");
  EXPECT_FALSE(input->optional_instant("none"));
  EXPECT_FALSE(input->has("none"));
  EXPECT_FALSE(input->optional_instant("off"));
  EXPECT_EQ(input->refusal()->reason, Reason::bad_field);
}

TEST(Input, ReadsListsOfListsOfNumbersAsARanking) {
  auto input = Input::from_json(R"({"choices":[[2],[1,3]],"blank":[]})").value();
  EXPECT_EQ(input.number_groups("choices", 3), (std::vector<std::vector<int>>{{2}, {1, 3}}));
  EXPECT_TRUE(input.number_groups("blank", 3).empty());
  EXPECT_FALSE(input.refusal());
  for (const auto* wrong : {"3", "[1]", "[[1],2]", "[[0]]", "[[-1]]", "[[4]]", "[[1.5]]", "[[\"1\"]]", "[[18446744073709551615]]", "[[1],[2],[3],[1]]", "{\"a\":[1]}"}) {
    auto sent = Input::from_json(std::string("{\"choices\":") + wrong + "}").value();
    EXPECT_TRUE(sent.number_groups("choices", 3).empty()) << wrong;
    const auto refusal = sent.refusal();
    ASSERT_TRUE(refusal) << wrong;
    EXPECT_EQ(refusal->field, "choices") << wrong;
  }
}

}  // namespace
}  // namespace palabre::http
