// What the specification leaves open: the ways of mustache.js, errors at load, threads, speed.
// Part of test_pages.
#include "pages/template_set.hpp"

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

namespace {

using nlohmann::json;
using palabre::pages::TemplateSet;
using testing::AllOf;
using testing::HasSubstr;

std::string render(const std::string& text, const json& view, const json& shared = json::object()) {
  return TemplateSet::parse({{"page", text}}).render("page", view, shared);
}

template <class Act>
std::string message_of(Act act) {
  try {
    act();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(TemplateSet, EscapesTheEightCharactersOfMustacheJs) {
  EXPECT_EQ(render("{{x}}", {{"x", "&<>\"'/`=é"}}), "&amp;&lt;&gt;&quot;&#39;&#x2F;&#x60;&#x3D;é");
  EXPECT_EQ(render("{{{x}}}{{&x}}", {{"x", "&<"}}), "&<&<");
}

TEST(TemplateSet, TakesJavaScriptsViewOfTruth) {
  for (const json& value : {json(nullptr), json(false), json(0), json(0.0), json(""), json::array()}) {
    EXPECT_EQ(render("{{#x}}yes{{/x}}{{^x}}no{{/x}}", {{"x", value}}), "no") << value;
  }
  for (const json& value : {json(true), json(-1), json(0.5), json("0"), json::object()}) {
    EXPECT_EQ(render("{{#x}}yes{{/x}}{{^x}}no{{/x}}", {{"x", value}}), "yes") << value;
  }
}

TEST(TemplateSet, PrintsNumbersAsJavaScriptDoes) {
  const std::vector<std::pair<json, std::string>> numbers{
      {1.0, "1"},          {-2.5, "-2.5"},   {0.1 + 0.2, "0.30000000000000004"}, {1e21, "1e+21"},
      {1e20, "100000000000000000000"},       {1.5e-7, "1.5e-7"},                 {0.000001, "0.000001"},
      {123456.789, "123456.789"},            {9007199254740993, "9007199254740992"}, {-0.0, "0"}, {1e300, "1e+300"},
      {std::uint64_t{18446744073709551615U}, "18446744073709552000"}};
  for (const auto& [number, printed] : numbers) EXPECT_EQ(render("{{x}}", {{"x", number}}), printed);
}

TEST(TemplateSet, PrintsListsObjectsAndBooleansAsJavaScriptDoes) {
  EXPECT_EQ(render("{{x}}", {{"x", {1, "a", nullptr, {2, 3}, true}}}), "1,a,,2,3,true");
  EXPECT_EQ(render("{{x}}", {{"x", json::object()}}), "[object Object]");
  EXPECT_EQ(render("{{x}}|{{y}}", {{"x", false}, {"y", nullptr}}), "false|");
}

TEST(TemplateSet, KnowsTheLengthOfListsAndTexts) {
  EXPECT_EQ(render("{{list.length}} {{word.length}} {{#none.length}}some{{/none.length}}{{list.1}}",
                   {{"list", {7, 8}}, {"word", "é😀"}, {"none", json::array()}}),
            "2 3 8");
}

TEST(TemplateSet, LooksInTheViewBeforeTheSharedStrings) {
  const json shared{{"t", {{"idea", {{"title", "Idée"}}}}}, {"name", "shared"}};
  EXPECT_EQ(render("{{t.idea.title}} {{name}}", {{"name", "own"}}, shared), "Idée own");
  EXPECT_EQ(render("{{#list}}{{name}}{{t.idea.title}} {{/list}}", {{"list", {{{"name", "a"}}, json::object()}}}, shared),
            "aIdée sharedIdée ");
}

TEST(TemplateSet, StopsAtANullInTheInnerContext) {
  EXPECT_EQ(render("{{#inner}}[{{name}}]{{/inner}}", {{"name", "outer"}, {"inner", {{"name", nullptr}}}}), "[]");
}

TEST(TemplateSet, GoesOnOutwardsWhenADottedNameBreaksAsMustacheJsDoes) {
  EXPECT_EQ(render("{{#a}}{{b.c}}{{/a}}", {{"a", {{"b", json::object()}}}, {"b", {{"c", "outer"}}}}), "outer");
}

TEST(TemplateSet, IndentsRecursivePartialsLevelByLevel) {
  const auto set = TemplateSet::parse({{"page", "  {{>node}}\n"}, {"node", "{{name}}\n{{#children}}\n  {{>node}}\n{{/children}}\n"}});
  const json view{{"name", "a"}, {"children", {{{"name", "b"}, {"children", {{{"name", "c"}, {"children", json::array()}}}}}}}};
  EXPECT_EQ(set.render("page", view, json::object()), "  a\n    b\n      c\n");
}

TEST(TemplateSet, IndentsLaterLinesOfAPartialThatFollowsTextAsMustacheJsDoes) {
  const auto set = TemplateSet::parse({{"page", "<p>{{>two}}</p>"}, {"two", "x\ny\n\nz"}});
  EXPECT_EQ(set.render("page", json::object(), json::object()), "<p>x\n   y\n\n   z</p>");
}

TEST(TemplateSet, NamesTheTemplateAndThePlaceOfAMistake) {
  const auto mistake = [](const std::string& text) { return message_of([&] { TemplateSet::parse({{"card", text}}); }); };
  EXPECT_THAT(mistake("one\ntwo {{name"), AllOf(HasSubstr("\"card\""), HasSubstr("line 2, column 5"), HasSubstr("never closed")));
  EXPECT_THAT(mistake("{{#a}}{{/b}}"), HasSubstr("\"a\" is closed as \"b\""));
  EXPECT_THAT(mistake("{{/b}}"), HasSubstr("was not opened"));
  EXPECT_THAT(mistake("\n\n{{#a}}x"), AllOf(HasSubstr("line 3, column 1"), HasSubstr("never closed")));
  EXPECT_THAT(mistake("{{>nobody}}"), AllOf(HasSubstr("line 1, column 1"), HasSubstr("\"nobody\"")));
  EXPECT_THAT(mistake("{{=<% =}}"), HasSubstr("two delimiters"));
  EXPECT_THAT(mistake("a {{ }}"), HasSubstr("no name"));
}

TEST(TemplateSet, RefusesUnknownNamesAndEndlessPartials) {
  const auto set = TemplateSet::parse({{"page", "x{{>page}}"}});
  EXPECT_TRUE(set.has("page"));
  EXPECT_FALSE(set.has("other"));
  EXPECT_THROW((void)set.render("other", json::object(), json::object()), std::out_of_range);
  EXPECT_THAT(message_of([&] { (void)set.render("page", json::object(), json::object()); }), HasSubstr("without end"));
}

TEST(TemplateSet, LoadsTheFileOfTheWebBuild) {
  const auto file = std::filesystem::temp_directory_path() / ("palabre-templates-" + std::to_string(::getpid()) + ".json");
  std::ofstream(file) << R"({"page":"<p>{{>word}}</p>","word":"{{w}}"})";
  EXPECT_EQ(TemplateSet::load(file).render("page", {{"w", "é"}}, json::object()), "<p>é</p>");
  std::ofstream(file) << R"({"page":3})";
  EXPECT_THAT(message_of([&] { TemplateSet::load(file); }), HasSubstr(file.string()));
  std::filesystem::remove(file);
  EXPECT_THAT(message_of([&] { TemplateSet::load(file); }), HasSubstr(file.string()));
}

json thread_of_comments(int count) {
  json comments = json::array();
  for (int i = 0; i < count; ++i) {
    comments.push_back({{"id", std::to_string(i)},
                        {"author", {{"name", "Zoé d’Artagnan"}, {"is_officer", i % 7 == 0}}},
                        {"stance", {{"is_for", i % 2 == 0}, {"word", "pour"}}},
                        {"html", "<p>Une piste cyclable sur le quai, <strong>séparée</strong> des voitures, c’est plus sûr.</p>"},
                        {"created", "21 novembre 2026"},
                        {"replies", json::array({{{"id", "r" + std::to_string(i)}, {"author", {{"name", "Max"}}},
                                                  {"html", "<p>D’accord.</p>"}, {"created", "hier"}, {"replies", json::array()}}})}});
  }
  return {{"title", "Une idée"}, {"comments", comments}};
}

TemplateSet thread_templates() {
  return TemplateSet::parse(
      {{"page", "<main><h1>{{title}}</h1><ol>{{#comments}}{{>comment}}{{/comments}}</ol></main>"},
       {"comment",
        "<li id=\"c{{id}}\" class=\"comment{{#stance.is_for}} is-for{{/stance.is_for}}\"><article><header><b>{{author.name}}</b>"
        "{{#author.is_officer}}<span class=\"badge\">{{t.badge.officer}}</span>{{/author.is_officer}} <time>{{created}}</time>"
        "</header>{{{html}}}<footer><a href=\"/c/{{id}}/reply\">{{t.comment.reply}}</a> <a href=\"/c/{{id}}\">{{t.comment.link}}</a>"
        "</footer></article>{{#replies.length}}<ol>{{#replies}}{{>comment}}{{/replies}}</ol>{{/replies.length}}</li>"}});
}

const json thread_strings{{"t", {{"badge", {{"officer", "Agent"}}}, {"comment", {{"reply", "Répondre"}, {"link", "Lien"}}}}}};

TEST(TemplateSet, RendersFromManyThreadsAtOnce) {
  const TemplateSet set = thread_templates();
  const json view = thread_of_comments(5);
  const std::string expected = set.render("page", view, thread_strings);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) EXPECT_EQ(set.render("page", view, thread_strings), expected);
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(TemplateSet, RendersAPageOfThreeHundredComments) {
  const TemplateSet set = thread_templates();
  const json view = thread_of_comments(300);
  const std::string page = set.render("page", view, thread_strings);
  EXPECT_GT(page.size(), 150'000U);
  constexpr int rounds = 50;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) EXPECT_EQ(set.render("page", view, thread_strings).size(), page.size());
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  std::cout << "a page of 300 comments with 300 replies: " << page.size() << " bytes in " << taken.count() / rounds << " ms\n";
}

}  // namespace
