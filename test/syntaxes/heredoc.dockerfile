// SYNTAX TEST "source.dockerfile" "heredocs"
RUN <<EOT
// <--- keyword.other.special-method.dockerfile
//  ^^ keyword.operator.heredoc.dockerfile
//    ^^^ keyword.control.heredoc-token.dockerfile
set -eu
// <--- meta.embedded.block.shellscript keyword.control.shell
echo "RUN
//    ^^^ string.quoted.double.shell - keyword.other.special-method.dockerfile
FROM nothing"
// <---- string.quoted.double.shell - keyword.other.special-method.dockerfile
# seaworthy-ignore dockerfile/root-user: a comment of the script
//^^^^^^^^^^^^^^^^ comment.line.number-sign.shell - keyword.other.suppression.seaworthy
EOT
// <--- keyword.control.heredoc-token.dockerfile - meta.embedded.block.shellscript
USER app
// <---- keyword.other.special-method.dockerfile - meta.heredoc.dockerfile
RUN --mount=type=cache,target=/root/.cache <<-"done"
// <--- keyword.other.special-method.dockerfile
//                                         ^^^ keyword.operator.heredoc.dockerfile
//                                            ^^^^^^ keyword.control.heredoc-token.dockerfile
	if true; then "an open quote
// <~-- keyword.control.shell
	done
// <~---- keyword.control.heredoc-token.dockerfile - string
USER app
// <---- keyword.other.special-method.dockerfile - string
RUN bash -e <<EOF > /log
//          ^^ keyword.operator.heredoc.dockerfile
set -x
// <--- keyword.control.shell
EOF
// <--- keyword.control.heredoc-token.dockerfile
RUN python3 <<EOF
// <--- keyword.other.special-method.dockerfile
//          ^^ keyword.operator.heredoc.dockerfile
if True: print("set")
// <-- string.unquoted.heredoc.dockerfile - keyword.control.shell
EOF
// <--- keyword.control.heredoc-token.dockerfile
COPY --chmod=0644 <<-EOF /etc/app.conf
// <---- keyword.other.special-method.dockerfile
//                ^^^ keyword.operator.heredoc.dockerfile
USER is a word here
// <---- string.unquoted.heredoc.dockerfile - keyword.other.special-method.dockerfile
it's fine
// <---- string.unquoted.heredoc.dockerfile - string.quoted.single.dockerfile
	EOF
// <~--- keyword.control.heredoc-token.dockerfile
RUN --mount=type=cache,target=/a \
    <<EOF
//  ^^ keyword.operator.heredoc.dockerfile
set -eu
// <--- keyword.control.shell
EOF
// <--- keyword.control.heredoc-token.dockerfile
RUN cat <<< "<<EOF here is a string"
USER app
// <---- keyword.other.special-method.dockerfile - meta.heredoc.dockerfile
