// The words of `palabre copy`, `backup`, `restore` and `migrate`, and what they start. Called by commands.cpp.
#pragma once
#include "app/config.hpp"
#include "db/driver.hpp"
#include "transfer/moving_commands.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace palabre::app {

struct MovingWords {
  transfer::CopyCommand copy;
  std::filesystem::path backup;    // the file of backup and restore
  bool is_dry_run = false;
};

/// Adds the four commands; `add_shared` gives each the flags every command on a data folder takes.
void add_moving(CLI::App& app, MovingWords& words, const std::function<void(CLI::App&)>& add_shared);

/// Whether `name` is one of the four.
bool is_moving(std::string_view name);

/// Runs one of them; the exit code. `open` opens the configured database as it stands, without migrating it.
int run_moving(std::string_view name, const MovingWords& words, const Config& config, const std::function<std::unique_ptr<db::Driver>()>& open,
               const transfer::MovingPlace& place);

}  // namespace palabre::app
