// The receipt of a ballot, and the page where any receipt is checked. Joined into screens::routes().
#include "screens/form.hpp"
#include "screens/page_routes.hpp"
#include "screens/receipt_parts.hpp"
#include "screens/site_address.hpp"
#include "screens/staff_parts.hpp"
#include "votes/acts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr http::Length receipt_length{1, 60};

/// Every byte as %XX: a text that stands in an address whole.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4U];
    encoded += digits[byte & 15U];
  }
  return encoded;
}

json groups_of(std::string_view receipt) {
  json groups = json::array();
  for (std::size_t from = 0; from < receipt.size();) {
    const auto end = std::min(receipt.find('-', from), receipt.size());
    groups.push_back({{"text", receipt.substr(from, end - from)}});
    from = end + 1;
  }
  return groups;
}

Field receipt_field(const Page& page) {
  return {.name = "receipt", .label = page.text("receipt.label"), .hint = page.text("receipt.hint"), .autocomplete = "off", .length = receipt_length};
}

/// What a check found, in words; false before anything was checked.
json found_view(const Page& page, const std::optional<votes::ReceiptCheck>& check) {
  if (!check) return false;
  const auto say = [&](std::string_view kind, const std::string& key, const std::string& text, json facts) {
    return json{{"kind", kind}, {"title_text", page.text(key)}, {"text", text}, {"facts", std::move(facts)}};
  };
  if (!check->is_in_box) return say("warn", "receipt.missing_title", page.text("receipt.missing_text"), json::array());
  if (!check->is_unaltered) return say("bad", "receipt.altered_title", page.text("receipt.altered_text"), json::array());
  const std::string counted = page.text(check->is_counted ? "receipt.counted" : "receipt.not_counted");
  return say("good", "receipt.in_box_title", page.text("receipt.in_box_text." + std::string(votes::name_of(check->channel))), json::array({{{"text", counted}}}));
}

http::Response show_check(Page& page, const VoteOnPage& here, Form form, const std::optional<votes::ReceiptCheck>& check, const std::string& error) {
  title_vote_page(page, here, page.text("receipt.check_title"));
  const Field field = receipt_field(page);
  json shown = form.field_view(page, field);
  if (!error.empty()) shown["error"] = error;
  json view = vote_head_view(page, here);
  view["found"] = found_view(page, check);
  view["action"] = page.href(vote_path(here.vote.id, "/receipt"));
  view["errors"] = error.empty() ? json(false) : one_error_view(page, field, error);
  view["receipt_field"] = std::move(shown);
  return page.show("receipt_check", with_submit_row(std::move(view), page.text("receipt.submit"), page.href(vote_path(here.vote.id))), error.empty() ? 200 : 422);
}

Result<http::Response> get_receipt(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_vote(*page);
  if (!here) return here.error();
  return show_check(*page, *here, {}, std::nullopt, {});
}

Result<http::Response> post_receipt(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_vote(*page);
  if (!here) return here.error();
  Form form = Form::typed(call.request);
  const std::string typed = form.value("receipt");
  const auto check = votes::check_receipt(page->db(), here->vote.id, typed);
  if (!check) return show_check(*page, *here, std::move(form), std::nullopt, page->text(typed.empty() ? "field_error.missing" : "receipt.bad"));
  return show_check(*page, *here, std::move(form), *check, {});
}

}  // namespace

http::Response show_receipt(Page& page, const VoteOnPage& here, const votes::CastBallot& cast) {
  const std::string& receipt = cast.receipt;
  title_vote_page(page, here, page.text("receipt.title"));
  const std::string path = page.href(vote_path(here.vote.id, "/receipt"));
  const std::string address = site_address(page.call()) + path;
  const LocalText question = vote_question(page, here.vote, here.at.redesign);
  const std::string text = page.text("receipt.file_text", {{"receipt", receipt}, {"question", question.text}, {"site", page.call().services.site_name}, {"address", address}});
  json view = vote_head_view(page, here);
  view["again_text"] = cast.is_new ? std::string() : page.text("receipt.again");
  view["receipt"] = receipt;
  view["groups"] = groups_of(receipt);
  view["text_href"] = "data:text/plain;charset=utf-8," + percent_encoded(text);
  view["file_name"] = page.text("receipt.file_name") + "-" + here.vote.id.text() + ".txt";
  view["check_action"] = path;
  view["check_address"] = address;
  return page.show("receipt", view);
}

http::Routes receipt_page_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/votes/{id}/receipt", Who::anyone, Kind::read, Cost::normal, Audience::page, get_receipt},
      {Method::post, "/{lang}/votes/{id}/receipt", Who::anyone, Kind::read, Cost::normal, Audience::mine, post_receipt},
  };
}

}  // namespace palabre::screens
