// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the build asks of a class. Names are the JVM's: `ai/optimaforge/spi/Caller$Kind`.
///
/// @param name the class
/// @param isExtensible whether it can be an extension: public, and not abstract
/// @param isInterface whether it is one
/// @param parents its superclass, then its interfaces
/// @param members what it declares, see [Member#key()]
/// @param classes the classes that its code names
/// @param uses the members that its code uses
/// @param constants its constants of type String, by name
/// @param answers the methods that only answer a constant String, by name
record ClassFile(
        String name,
        boolean isExtensible,
        boolean isInterface,
        List<String> parents,
        Set<String> members,
        Set<String> classes,
        List<Member> uses,
        Map<String, String> constants,
        Map<String, String> answers) {
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    /// A member as the JVM links it.
    ///
    /// @param owner the class by which the code names it
    /// @param name its name
    /// @param descriptor its types; those of a method begin with a parenthesis
    record Member(String owner, String name, String descriptor) {
        /// Its name and types, as the linkage manifest writes them.
        String key() {
            return descriptor.startsWith("(") ? name + descriptor : name + ":" + descriptor;
        }
    }

    static ClassFile of(ClassReader reader) {
        Set<String> classes = new HashSet<>();
        List<Member> uses = new ArrayList<>();
        readPool(reader, classes, uses);
        Declarations declared = new Declarations(reader.getClassName());
        reader.accept(declared, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        List<String> parents = new ArrayList<>();
        Optional.ofNullable(reader.getSuperName()).ifPresent(parents::add);
        parents.addAll(List.of(reader.getInterfaces()));
        return new ClassFile(
                reader.getClassName(),
                declared.isExtensible,
                declared.isInterface,
                List.copyOf(parents),
                Set.copyOf(declared.members),
                Set.copyOf(classes),
                List.copyOf(uses),
                Map.copyOf(declared.constants),
                Map.copyOf(declared.answers));
    }

    /// Whether it is an enum; the class of a constant with a body is none.
    boolean isEnum() {
        return parents.get(0).equals("java/lang/Enum");
    }

    /// All that a class links to is in its constant pool, method references too.
    private static void readPool(ClassReader reader, Set<String> classes, List<Member> uses) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            // the second half of a long or a double is no item
            if (item == 0) {
                continue;
            }
            switch (reader.readByte(item - 1)) {
                case CLASS -> classes.add(element(reader.readUTF8(item, buffer)));
                case FIELD, METHOD, INTERFACE_METHOD -> {
                    String owner = element(reader.readClass(item, buffer));
                    int type = reader.getItem(reader.readUnsignedShort(item + 2));
                    uses.add(
                            new Member(
                                    owner,
                                    reader.readUTF8(type, buffer),
                                    reader.readUTF8(type + 2, buffer)));
                }
                default -> {}
            }
        }
    }

    /// The class of which an array is made.
    private static String element(String name) {
        return name.startsWith("[") ? Type.getType(name).getElementType().getInternalName() : name;
    }

    private static final class Declarations extends ClassVisitor {
        private final String own;
        private final Set<String> members = new HashSet<>();
        private final Map<String, String> constants = new HashMap<>();
        private final Map<String, String> answers = new HashMap<>();
        private boolean isExtensible;
        private boolean isInterface;

        Declarations(String own) {
            super(Opcodes.ASM9);
            this.own = own;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String parent,
                String[] interfaces) {
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            isExtensible =
                    (access & Opcodes.ACC_PUBLIC) != 0 && (access & Opcodes.ACC_ABSTRACT) == 0;
        }

        @Override
        public void visitInnerClass(
                String name, @Nullable String outer, @Nullable String simple, int access) {
            // the file of a protected class says that it is public
            if (own.equals(name) && (access & Opcodes.ACC_PUBLIC) == 0) {
                isExtensible = false;
            }
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                @Nullable Object value) {
            members.add(new Member(own, name, descriptor).key());
            if (value instanceof String text) {
                constants.put(name, text);
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String[] exceptions) {
            members.add(new Member(own, name, descriptor).key());
            return new Answer(name, answers);
        }
    }

    /// Finds `return "text";` as the whole of a method.
    private static final class Answer extends MethodVisitor {
        private final String method;
        private final Map<String, String> answers;
        private @Nullable String only;
        private int steps;

        Answer(String method, Map<String, String> answers) {
            super(Opcodes.ASM9);
            this.method = method;
            this.answers = answers;
        }

        @Override
        public void visitLdcInsn(Object value) {
            steps++;
            only = steps == 1 && value instanceof String text ? text : null;
        }

        @Override
        public void visitInsn(int code) {
            steps++;
            if (steps == 2 && code == Opcodes.ARETURN && only != null) {
                answers.put(method, only);
            }
        }

        @Override
        public void visitMethodInsn(int code, String o, String n, String d, boolean i) {
            steps++;
        }

        @Override
        public void visitFieldInsn(int code, String owner, String name, String descriptor) {
            steps++;
        }

        @Override
        public void visitVarInsn(int code, int index) {
            steps++;
        }
    }
}
