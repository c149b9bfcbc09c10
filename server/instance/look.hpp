// What the frame of every page shows of the instance: its name, its description, its theme.
#pragma once
#include "db/tx.hpp"
#include "http/route.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::instance {

/// Expires the kept bytes of every page: `live` puts events that change all pages on it, and nobody can listen to it.
inline constexpr std::string_view look_channel = "look";

struct Look {
  std::string site_name;
  std::string description;     // empty: the shipped one
  http::Theme theme;
};

/// The texts in `language`; the theme of `organisation`, else of the organisation that runs the instance, else the settings' one.
Look load_look(db::Tx& tx, const http::Services& services, std::string_view language, OrganisationId organisation);

/// The last look of each language outside any redesign: pages about refusals are drawn without the database. Thread: any.
class RememberedLooks {
 public:
  void keep(const std::string& language, const Look& look);
  [[nodiscard]] std::optional<Look> find(const std::string& language) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Look> looks_;
};

}  // namespace palabre::instance
