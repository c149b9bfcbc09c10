// The lobby check: the name shown at the table, as what somebody comes, how they can take part. Joined into screens::routes().
// Who: everybody signed in who does not facilitate the round.
#include "rounds/round_input.hpp"
#include "rounds/take_seat.hpp"
#include "screens/page_routes.hpp"
#include "screens/round_parts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;

namespace {

Result<RoundOnPage> open_for_seat(Page& page) {
  auto here = open_round(page);
  if (!here) return here.error();
  const auto own = rounds::find_seat_of(page.db(), here->in.round.id, page.person());
  if (const auto may = rounds::decide_seat(here->in.round, here->in.facts, own); !may && !own) return may.error();
  return here;
}

Field name_field(const Page& page) {
  return {.name = "name", .label = page.text("round.name_label"), .hint = page.text("round.name_hint"), .autocomplete = "nickname", .length = rounds::seat_name_length};
}

json kinds_view(const Page& page, Form& form) {
  std::vector<Option> options;
  for (const auto name : rounds::seat_kind_names()) options.push_back({std::string(name), page.text("round.kind." + std::string(name))});
  return form.choices_view(page, "kind", "round.kind_legend", options);
}

json wishes_view(const Page& page, const Form& form) {
  json wishes = json::array();
  for (const auto name : rounds::wish_names()) {
    const std::string field = "wish." + std::string(name);
    wishes.push_back({{"name", field}, {"text", page.text("round." + field)}, {"is_checked", !form.value(field).empty()}});
  }
  return wishes;
}

http::Response show_seat(Page& page, const RoundOnPage& here, Form& form, bool has_seat) {
  title_round_page(page, here, page.text(has_seat ? "round.change_seat" : "round.take_seat"));
  json view = round_head_view(page, here);
  view["heading_text"] = page.text(has_seat ? "round.change_seat" : "round.take_seat");
  view["action"] = page.href(round_path(here.in.round.id, "/seat"));
  view["form_key"] = form.key();
  view["name_field"] = form.field_view(page, name_field(page));
  view["kinds"] = here.in.round.drawn_at && has_seat ? json(false) : kinds_view(page, form);
  view["wishes"] = wishes_view(page, form);
  view["can_leave"] = has_seat && rounds::decide_leave(here.in.round).has_value();
  view["leave"] = button_view({.action = page.href(round_path(here.in.round.id, "/seat")), .hidden = {{"do", "leave"}}, .text = page.text("round.leave_seat")});
  view["errors"] = form.errors_view(page);
  const std::string submit = page.text(has_seat ? "round.seat_save" : "round.seat_submit");
  return page.show("round_seat", with_submit_row(std::move(view), submit, page.href(round_path(here.in.round.id))), form.status());
}

Result<http::Response> get_seat(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_for_seat(*page);
  if (!here) return here.error();
  const auto own = rounds::find_seat_of(page->db(), here->in.round.id, page->person());
  Form form;
  form.fill("name", own ? own->name : call.viewer->name);
  const auto first = call.viewer->is_organisation ? rounds::SeatKind::association : rounds::SeatKind::resident;
  form.fill("kind", std::string(rounds::name_of(own ? own->kind : first)));
  if (own)
    for (const auto& wish : own->wishes) form.fill("wish." + wish, "1");
  return show_seat(*page, *here, form, own.has_value());
}

Result<rounds::WantedSeat> read_seat(http::Input& input, const std::optional<rounds::Seat>& own) {
  rounds::WantedSeat wanted;
  input.ignore("key");
  wanted.name = input.line("name", rounds::seat_name_length);
  if (own && !input.has("kind")) wanted.kind = own->kind;
  else wanted.kind = static_cast<rounds::SeatKind>(input.choice("kind", rounds::seat_kind_names()));
  for (const auto name : rounds::wish_names())
    if (input.optional_choice("wish." + std::string(name), {"1"})) wanted.wishes.emplace_back(name);
  if (auto refusal = input.refusal()) return *refusal;
  return wanted;
}

Result<http::Response> post_seat(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_for_seat(*page);
  if (!here) return here.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  if (input->optional_choice("do", {"leave"})) {
    if (auto left = rounds::leave_seat(page->db(), here->in); !left) return left.error();
    return go_to(*page, round_path(here->in.round.id), "seat_left");
  }
  const auto own = rounds::find_seat_of(page->db(), here->in.round.id, page->person());
  const auto wanted = read_seat(*input, own);
  const auto taken = wanted ? rounds::take_seat(page->db(), here->in, *wanted) : Result<rounds::Seat>(wanted.error());
  if (!taken) {
    Form form = Form::typed(call.request);
    if (!form.take(taken.error())) return taken.error();
    return show_seat(*page, *here, form, own.has_value());
  }
  return go_to(*page, round_path(here->in.round.id, "/room"), "seat_taken");
}

}  // namespace

http::Routes round_seat_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/rounds/{id}/seat", Who::participant, Kind::read, Cost::normal, Audience::mine, get_seat},
      {Method::post, "/{lang}/rounds/{id}/seat", Who::participant, Kind::write, Cost::normal, Audience::mine, post_seat},
  };
}

}  // namespace palabre::screens
