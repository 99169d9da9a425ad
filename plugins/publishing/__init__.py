"""From an output to what readers see: releases, laid beside each other, of which one symbolic link names the live one."""
