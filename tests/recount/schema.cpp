// Validates our own JSON by schema/tally.json. Called by the tests of reading, writing and converting.
#include "recount/schema.hpp"

#include "recount/collection.hpp"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <memory>

namespace palabre::recount {

std::string fault_by_schema(const std::string& text) {
  static const auto schema = [] {
    const auto json = nlohmann::json::parse(text_of(std::filesystem::path(PALABRE_SOURCE_DIR) / "schema" / "tally.json"));
    auto made = std::make_unique<valijson::Schema>();
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(json), *made);
    return made;
  }();
  const auto json = nlohmann::json::parse(text);
  const valijson::adapters::NlohmannJsonAdapter adapted(json);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(*schema, adapted, &results)) return {};
  valijson::ValidationResults::Error error;
  std::string faults;
  while (results.popError(error)) {
    for (const auto& step : error.context) faults += step;
    faults += ": " + error.description + "\n";
  }
  return faults;
}

}  // namespace palabre::recount
