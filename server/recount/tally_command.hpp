// `palabre tally`: counts a file again, converts files, lists the methods. Exit codes: 0 done; 1 the file is faulty, or what it holds
// cannot be counted so; 2 the command line was not understood.
#pragma once
#include "recount/flags.hpp"

#include <iosfwd>
#include <string>

namespace palabre::recount {

struct TallyCommand {
  std::string method;        // a row of methods.hpp, or "convert"
  std::string file;          // "-": standard input
  std::string input_format;  // a word of formats.hpp; empty: by content
  std::string to;            // convert: the folder to write into
  Flags flags;
  bool wants_json = false;
  bool wants_list = false;
  bool may_overwrite = false;  // convert
};

int run_tally(const TallyCommand& command, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace palabre::recount
