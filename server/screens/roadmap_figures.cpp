// Builds the number fields of the roadmap's form. Called by the roadmap page.
// A question answered by yes or no may also stay open: nobody has to know everything before a redesign begins.
#include "screens/roadmap_figures.hpp"

namespace palabre::screens {

using planning::Figure;
using planning::Question;

namespace {

std::vector<Figure> figures_under(Question question) {
  if (question == Question::context) return {Figure::people, Figure::offline_percent, Figure::is_spread_out, Figure::needs_care};
  if (question == Question::means) return {Figure::moderator_hours, Figure::facilitator_hours, Figure::officer_hours};
  if (question == Question::methods) return {Figure::weeks};
  return {};
}

std::string hint_of(const Page& page, Figure figure) {
  switch (figure) {
    case Figure::people: return page.text("figure.people_hint");
    case Figure::needs_care: return page.text("figure.needs_care_hint");
    case Figure::weeks: return page.text("figure.weeks_hint");
    case Figure::moderator_hours:
    case Figure::facilitator_hours:
    case Figure::officer_hours: return page.text("figure.hours_hint");
    case Figure::offline_percent:
    case Figure::is_spread_out: return {};
  }
  return {};
}

}  // namespace

std::vector<Field> figure_fields(const Page& page, Question question) {
  std::vector<Field> fields;
  for (const Figure figure : figures_under(question)) {
    const std::string name(planning::name_of(figure));
    Field field{.name = name, .label = page.text("figure." + name), .hint = hint_of(page, figure), .type = "number", .is_required = false};
    if (planning::is_yes_or_no(figure)) {
      field.kind = FieldKind::select;
      field.options = {{"", page.text("figure.unknown")}, {"yes", page.text("figure.yes")}, {"no", page.text("figure.no")}};
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

void fill_figures(Form& form, const planning::Figures& figures) {
  for (const auto& [figure, value] : figures)
    form.fill(planning::name_of(figure), planning::is_yes_or_no(figure) ? (value == 1 ? "yes" : "no") : std::to_string(value));
}

}  // namespace palabre::screens
